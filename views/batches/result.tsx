import type { Progress } from '#src/domain/batches/progress.ts'
import type { Batch } from '#src/domain/batches/read-batch.ts'
import { Badge } from '../components/badge.tsx'
import { Grouped } from '../components/grouped.tsx'
import { Moment } from '../components/moment.tsx'
import { useWords } from '../view.ts'
import { AboutCard } from './about.tsx'
import { Acts } from './acts.tsx'
import type { BatchProps } from './batch.tsx'
import { Changes, LostGroups } from './changes.tsx'
import { FunnelCard } from './funnel.tsx'
import { BatchMailsCard } from './mails.tsx'
import { Ways } from './result-ways.tsx'
import { stateSaid } from './state-said.ts'

/** What came of a batch that is done, or of one that was stopped or thrown away. */
export function ResultCard({ batch, progress, mails, funnel, changes, lostGroups }: BatchProps) {
  const t = useWords()
  const { publicId, state } = batch
  return (
    <div id="batch-result">
      <section class="batch card" data-id={publicId} data-state={state}>
        <Badge state={state}>{stateSaid(t, batch)}</Badge>
        {state === 'done' ? (
          <h2 tabindex={-1}>
            {t(batch.source === 'codes' ? 'batches.codes.result.title' : 'batches.batch.result.title')}
          </h2>
        ) : (
          <Cancelled batch={batch} progress={progress} />
        )}
        {batch.confirmedAt !== null && <ResultLines batch={batch} progress={progress} />}
        <LostGroups groups={lostGroups} />
        {batch.confirmedAt !== null && batch.erasedAt !== null && <Erased at={batch.erasedAt} />}
        {batch.source === 'codes' && batch.invitedCount > 0 && <p>{t('batches.codes.result.next')}</p>}
        <Ways batch={batch} />
      </section>
      <div class="batch-course">
        <FunnelCard batch={batch} mails={mails} funnel={funnel} />
        <Acts batch={batch} mails={mails} funnel={funnel} />
        <BatchMailsCard batch={batch} mails={mails} />
      </div>
      <AboutCard batch={batch} />
      <Changes batch={batch} changes={changes} />
    </div>
  )
}

function Cancelled({ batch, progress }: { batch: Batch; progress: Progress }) {
  const t = useWords()
  const way = wayOf(batch, progress)
  return (
    <>
      <h2 tabindex={-1}>{t(`batches.batch.cancelled.${way}.title`)}</h2>
      <p>
        {t(
          batch.source === 'codes' ? `batches.codes.cancelled.${way}` : `batches.batch.cancelled.${way}.text`,
        )}
      </p>
    </>
  )
}

/** A draft that nobody confirmed in time ends at the moment its rows are erased. */
function wayOf({ confirmedAt, erasedAt, finishedAt }: Batch, { handled }: Progress) {
  if (confirmedAt === null && erasedAt !== null && erasedAt === finishedAt) return 'expired'
  return handled > 0 ? 'half_way' : 'at_once'
}

/** Every row that was read stands in one of these lines. */
function ResultLines({ batch, progress }: { batch: Batch; progress: Progress }) {
  const t = useWords()
  const { counts } = batch
  const lines = [
    { key: 'invited', count: batch.invitedCount },
    { key: 'added', count: batch.addedCount },
    { key: 'renewed', count: batch.renewedCount },
    { key: 'unchanged', count: batch.unchangedCount },
    { key: 'skipped', count: batch.skippedCount },
    { key: 'left_out', count: counts.problem },
    { key: 'blank', count: counts.blank },
    { key: 'not_done', count: progress.total - progress.handled },
  ] as const
  const told = linesOf(batch)
  const shown = lines.filter(
    ({ key }) => told.includes(key) && (key !== 'not_done' || batch.state === 'cancelled'),
  )
  const read = lines.reduce((sum, { count }) => sum + count, 0)
  return (
    <ul class="result">
      {shown.map(({ key, count }) => (
        <li data-empty={count === 0 ? 'true' : undefined}>
          <strong class="count-number">
            <Grouped count={count} data-result={key} />
          </strong>{' '}
          <span>{t(lineSaid(batch, key), { count })}</span>
        </li>
      ))}
      {told.includes('blank') && <Sum read={read} />}
    </ul>
  )
}

function Sum({ read }: { read: number }) {
  const t = useWords()
  return (
    <li class="result-sum">
      <strong class="count-number">
        <Grouped count={read} data-read="all" />
      </strong>{' '}
      <span>{t('batches.batch.result.read', { count: read })}</span>
    </li>
  )
}

const lineKeys = [
  'invited',
  'added',
  'renewed',
  'unchanged',
  'skipped',
  'left_out',
  'blank',
  'not_done',
] as const
type LineKey = (typeof lineKeys)[number]

/** What can become of codes for letters; a list of people may have rows that cannot be used. */
function linesOf({ source, fileName }: Batch): readonly LineKey[] {
  if (source !== 'codes') return lineKeys
  return fileName === null ? ['invited', 'not_done'] : ['invited', 'left_out', 'blank', 'not_done']
}

function lineSaid({ source }: Batch, key: LineKey) {
  if (source === 'codes' && key === 'invited') return 'batches.codes.result.made'
  if (source === 'codes' && key === 'not_done') return 'batches.codes.result.not_done'
  return `batches.batch.result.${key}` as const
}

function Erased({ at }: { at: number }) {
  const t = useWords()
  return (
    <p class="soft">
      {t('batches.batch.result.erased')} <Moment at={at} />
    </p>
  )
}
