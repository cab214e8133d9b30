import { type BatchMails, leftOf } from '#src/domain/batches/batch-mails.ts'
import { isOnPaper } from '#src/domain/batches/on-paper.ts'
import type { Batch } from '#src/domain/batches/read-batch.ts'
import type { Funnel } from '#src/domain/batches/read-funnel.ts'
import { dayOf } from '#src/domain/time/stamp.ts'
import { paths } from '#src/paths.ts'
import { DayChart } from '../components/day-chart.tsx'
import { Grouped } from '../components/grouped.tsx'
import { useWords } from '../view.ts'

type FunnelProps = { batch: Batch; mails: BatchMails; funnel: Funnel }
type Step = { key: StepKey; count: number; query: Record<string, string> }
type StepKey = 'invited' | 'left' | 'arrived' | 'accepted' | 'made' | 'used'

/** What became of the people: how far they came, where the others are, and on which days they came in. */
export function FunnelCard({ batch, mails, funnel }: FunnelProps) {
  const t = useWords()
  if (funnel.invitations === 0) return null
  const ofCodes = isOnPaper(batch)
  const steps = ofCodes ? stepsOfCodes(funnel) : stepsOf(mails, funnel)
  return (
    <section class="batch card" id="batch-funnel" aria-labelledby="batch-funnel-title">
      <h2 id="batch-funnel-title">{t(ofCodes ? 'batches.funnel.title_codes' : 'batches.funnel.title')}</h2>
      <ol class="funnel">
        {steps.map((step) => (
          <FunnelStep batch={batch} step={step} all={funnel.invitations} />
        ))}
      </ol>
      <Beside batch={batch} mails={mails} funnel={funnel} />
      <Fewer batch={batch} funnel={funnel} />
      {funnel.accepted > 0 && (
        <DayChart
          id="accepted-days"
          title={t(ofCodes ? 'batches.funnel.days_used' : 'batches.funnel.days')}
          days={funnel.acceptedDays}
          from={dayOf(batch.confirmedAt ?? batch.createdAt)}
          today={funnel.today}
        />
      )}
    </section>
  )
}

/** Where nothing has been reported, it is not known what arrived, only what left. Letter codes have no mail at all. */
function stepsOf(mails: BatchMails, { invitations, delivered, accepted }: Funnel): Step[] {
  const left = leftOf(mails)
  const isReported = left > mails.sent
  const mailed: Step = isReported
    ? { key: 'arrived', count: delivered, query: { mail: 'delivered' } }
    : { key: 'left', count: Math.min(left, invitations), query: { mail: 'sent' } }
  return [
    { key: 'invited', count: invitations, query: {} },
    ...(left + mails.waiting + mails.failed > 0 ? [mailed] : []),
    { key: 'accepted', count: accepted, query: { state: 'accepted' } },
  ]
}

/** Codes on paper are made and used; nobody knows which letter arrived. */
function stepsOfCodes({ invitations, accepted }: Funnel): Step[] {
  return [
    { key: 'made', count: invitations, query: {} },
    { key: 'used', count: accepted, query: { state: 'accepted' } },
  ]
}

function FunnelStep({ batch, step, all }: { batch: Batch; step: Step; all: number }) {
  const t = useWords()
  const { key, count, query } = step
  const share = Math.min(100, Math.round((count / all) * 1000) / 10)
  const said = t(`batches.funnel.${key}`, { count })
  return (
    <li>
      <strong class="count-number">
        <Grouped count={count} data-funnel={key} />
      </strong>
      <span>
        <a href={paths.admin.invitations({ batch: batch.publicId, ...query })}>{said}</a>
        {key !== 'invited' && key !== 'made' && (
          <span class="soft"> {t('batches.funnel.share', { share: Math.round(share) })}</span>
        )}
      </span>
      <svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
        <rect class="funnel-all" width="100" height="1" />
        <rect class="funnel-part" data-step={key} width={share} height="1" />
      </svg>
    </li>
  )
}

/** Whoever has not come in, and why. */
function Beside({ batch, mails, funnel }: FunnelProps) {
  const t = useWords()
  const others = isOnPaper(batch) ? codesBeside(funnel) : peopleBeside(mails, funnel)
  return (
    <ul class="funnel-beside">
      {others.map(({ key, count, query }) => (
        <li data-empty={count === 0 ? 'true' : undefined}>
          <strong>
            <Grouped count={count} data-funnel={key} />
          </strong>{' '}
          {count === 0 ? (
            t(`batches.funnel.${key}`, { count })
          ) : (
            <a href={paths.admin.invitations({ batch: batch.publicId, ...query })}>
              {t(`batches.funnel.${key}`, { count })}
            </a>
          )}
        </li>
      ))}
    </ul>
  )
}

function peopleBeside(mails: BatchMails, funnel: Funnel) {
  return [
    { key: 'open', count: funnel.open, query: { state: 'open' } },
    { key: 'expired', count: funnel.expired, query: { state: 'expired' } },
    { key: 'refused', count: funnel.refused, query: { state: 'refused' } },
    { key: 'bounced', count: mails.bounced, query: { mail: 'bounced' } },
  ] as const
}

function codesBeside(funnel: Funnel) {
  return [
    { key: 'unused', count: funnel.open, query: { state: 'open' } },
    { key: 'codes_expired', count: funnel.expired, query: { state: 'expired' } },
  ] as const
}

/** An invitation is counted where it is now: those that were deleted, or that a later batch renewed, are not here any more. */
function Fewer({ batch, funnel }: { batch: Batch; funnel: Funnel }) {
  const t = useWords()
  const gone = batch.invitedCount + batch.renewedCount - funnel.invitations
  const key = isOnPaper(batch) ? 'batches.funnel.gone_codes' : 'batches.funnel.gone'
  return gone > 0 ? <p class="soft">{t(key, { count: gone })}</p> : null
}
