import { type BatchMails, leftOf, type ToldState } from '#src/domain/batches/batch-mails.ts'
import type { Batch } from '#src/domain/batches/read-batch.ts'
import { paths } from '#src/paths.ts'
import { Button } from '../components/button.tsx'
import { Grouped } from '../components/grouped.tsx'
import { Moment } from '../components/moment.tsx'
import { useWords } from '../view.ts'

type MailsProps = { batch: Batch; mails: BatchMails }

const states = [
  'waiting',
  'sent',
  'deferred',
  'delivered',
  'bounced',
  'complained',
  'suppressed',
  'failed',
] as const satisfies readonly ToldState[]

/** The states by which the list of invitations can be filtered. */
const filters: readonly ToldState[] = ['bounced', 'complained', 'failed']

/** What became of the mails of a batch. Each mail stands in one of these lines. */
export function BatchMailsCard({ batch, mails }: MailsProps) {
  const t = useWords()
  if (states.every((state) => mails[state] === 0)) return null
  return (
    <section class="batch card" id="batch-mails" aria-labelledby="batch-mails-title">
      <h2 id="batch-mails-title">{t('batches.mails.title')}</h2>
      <p class="soft">{t('batches.mails.text')}</p>
      <ul class="result">
        {states.map((state) => (
          <MailLine batch={batch} state={state} count={mails[state]} />
        ))}
      </ul>
    </section>
  )
}

function MailLine({ batch, state, count }: { batch: Batch; state: ToldState; count: number }) {
  const t = useWords()
  const said = t(`batches.mails.${state}`, { count })
  const href = paths.admin.invitations({ batch: batch.publicId, mail: state })
  return (
    <li data-empty={count === 0 ? 'true' : undefined}>
      <strong class="count-number">
        <Grouped count={count} data-mails={state} />
      </strong>{' '}
      {count > 0 && filters.includes(state) ? <a href={href}>{said}</a> : <span>{said}</span>}
    </li>
  )
}

/** Why the mails of this batch wait, what to look at first, and the way on. */
export function PauseNote({ batch, mails }: MailsProps) {
  const t = useWords()
  const { pausedAt, pauseReason: reason, publicId } = batch
  if (pausedAt === null || reason === null) return null
  return (
    <section
      class="note pause"
      data-tone={reason === 'person' ? 'warn' : 'danger'}
      data-paused={reason}
      aria-labelledby="pause-title"
    >
      <h2 id="pause-title">{t('batches.mails.paused.title')}</h2>
      <p>
        {t(`batches.mails.paused.${reason}`, numbersOf(batch, mails))} {t('batches.mails.paused.since')}{' '}
        <Moment at={pausedAt} form="date_time" />.
      </p>
      {reason !== 'person' && <WhatToCheck publicId={publicId} reason={reason} />}
      <form method="post" action={paths.admin.batchResumption(publicId)}>
        <Button kind="quiet">{t('batches.mails.paused.resume')}</Button>{' '}
        {reason !== 'person' && t('batches.mails.paused.again')}
      </form>
    </section>
  )
}

function WhatToCheck({ publicId, reason }: { publicId: string; reason: 'bounces' | 'complaints' }) {
  const t = useWords()
  const mail = reason === 'bounces' ? 'bounced' : 'complained'
  return (
    <p>
      {t(`batches.mails.paused.check_${reason}`)}{' '}
      <a href={paths.admin.invitations({ batch: publicId, mail })}>{t('batches.mails.paused.see')}</a>
    </p>
  )
}

/** What the fuse has counted since somebody last let the mails go on. */
function numbersOf(batch: Batch, mails: BatchMails): { count: number; left: number } {
  const complained = mails.complained - batch.fuseComplained
  const bad = batch.pauseReason === 'complaints' ? complained : complained + mails.bounced - batch.fuseBounced
  return { count: Math.max(bad, 0), left: Math.max(leftOf(mails) - batch.fuseSent, 0) }
}
