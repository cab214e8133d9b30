import type { Progress } from '#src/domain/batches/progress.ts'
import type { Batch } from '#src/domain/batches/read-batch.ts'
import { paths } from '#src/paths.ts'
import { Badge } from '../components/badge.tsx'
import { Button, LinkButton } from '../components/button.tsx'
import { Moment } from '../components/moment.tsx'
import { useWords } from '../view.ts'
import { AboutCard } from './about.tsx'
import { Acts } from './acts.tsx'
import type { BatchProps } from './batch.tsx'
import { Changes, LostGroups } from './changes.tsx'
import { FunnelCard } from './funnel.tsx'
import { BatchMailsCard } from './mails.tsx'
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

/** Every row that was read stands in one of these lines. Digits stand bare, so that scripts can read them. */
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
          <strong class="count-number" data-result={key}>
            {count}
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
      <strong class="count-number" data-read="all">
        {read}
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

/** Where to go from here. */
function Ways({ batch }: { batch: Batch }) {
  const t = useWords()
  const { publicId, counts, source, erasedAt, confirmedAt } = batch
  const isOnPaper = source === 'codes'
  const hasInvitations = batch.invitedCount + batch.renewedCount > 0
  const hasProblems = counts.problem > 0 && erasedAt === null && confirmedAt !== null
  const hasCodes = batch.options.codes && counts.codes > 0 && batch.invitedCount > 0
  return (
    <div class="actions">
      {isOnPaper && hasCodes && <CodeWays publicId={publicId} isFirst />}
      {hasInvitations && (
        <LinkButton
          kind={isOnPaper ? 'quiet' : 'primary'}
          href={paths.admin.invitations({ batch: publicId })}
        >
          {t(isOnPaper ? 'batches.codes.result.see' : 'batches.batch.result.invitations')}
        </LinkButton>
      )}
      {hasInvitations && !isOnPaper && (
        <LinkButton kind="quiet" href={paths.admin.batchLetters(publicId)}>
          {t('letterbook.batch.see')}
        </LinkButton>
      )}
      {hasProblems && (
        <LinkButton kind="quiet" href={paths.admin.batchProblems(publicId)}>
          {t('batches.batch.result.problems')}
        </LinkButton>
      )}
      {!isOnPaper && hasCodes && <CodeWays publicId={publicId} />}
      <LinkButton kind="quiet" href={paths.admin.newBatch(source)}>
        {batch.state !== 'done'
          ? t('batches.batch.cancelled.again')
          : t(isOnPaper ? 'batches.codes.result.again' : 'batches.batch.result.again')}
      </LinkButton>
    </div>
  )
}

/** How codes get onto paper. */
function CodeWays({ publicId, isFirst }: { publicId: string; isFirst?: boolean }) {
  const t = useWords()
  return (
    <>
      <LinkButton kind={isFirst ? 'primary' : 'quiet'} href={paths.admin.batchPaper(publicId)}>
        {t('batches.codes.result.print')}
      </LinkButton>
      <form method="post" action={paths.admin.batchCodes(publicId)}>
        <Button kind="quiet">{t('batches.codes.result.table')}</Button>
      </form>
      <form method="post" action={paths.admin.batchCodesCsv(publicId)}>
        <Button kind="quiet">{t('batches.codes.result.table_csv')}</Button>
      </form>
    </>
  )
}
