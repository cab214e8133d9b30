import type { BatchState } from '#src/domain/batches/batch.ts'
import type { Progress } from '#src/domain/batches/progress.ts'
import type { Batch } from '#src/domain/batches/read-batch.ts'
import { paths } from '#src/paths.ts'
import { Badge } from '../components/badge.tsx'
import { LinkButton } from '../components/button.tsx'
import { useWords } from '../view.ts'
import { PauseForm } from './acts.tsx'
import { stateSaid } from './state-said.ts'

type ProgressProps = { batch: Batch; progress: Progress }
type Translate = ReturnType<typeof useWords>
/** Where the words are: codes for letters are made, people are invited. */
type Area = 'batch' | 'codes'

/** How far the batch is; htmx asks for it every second until the answer no longer does. */
export function ProgressCard({ batch, progress }: ProgressProps) {
  const t = useWords()
  const { publicId, state } = batch
  const isOnPaper = batch.source === 'codes'
  const area = isOnPaper ? 'codes' : 'batch'
  return (
    <section
      class="batch card"
      id="batch-progress"
      data-id={publicId}
      data-state={state}
      hx-get={paths.admin.batch(publicId)}
      {...polling}
    >
      <Badge state={state}>{stateSaid(t, batch)}</Badge>
      <h2>{t(`batches.${area}.progress.title`)}</h2>
      <Bar progress={progress} area={area} />
      <p class="soft">
        {t('batches.batch.progress.leave')}{' '}
        <a href={paths.admin.batch(publicId)}>{t('batches.batch.progress.refresh')}</a>
      </p>
      <div class="actions">
        <LinkButton kind="quiet" href={paths.admin.batchCancellation(publicId)}>
          {t('batches.batch.progress.stop')}
        </LinkButton>
        {batch.pausedAt === null && !isOnPaper && <PauseForm publicId={publicId} />}
      </div>
    </section>
  )
}

const polling = {
  'hx-trigger': 'every 1s',
  'hx-target': '#batch',
  'hx-swap': 'innerMorph',
  'hx-status:4xx': 'swap:none',
  'hx-status:5xx': 'swap:none',
}

function Bar({ progress, area }: { progress: Progress; area: Area }) {
  const t = useWords()
  const { total, handled } = progress
  const text = t('batches.batch.progress.text', { done: handled, count: total })
  return (
    <>
      <label for="batch-bar">{t(`batches.${area}.progress.bar`)}</label>
      <progress id="batch-bar" max={total} value={handled} aria-valuetext={text}>
        {text}
      </progress>
      <p class="progress-facts">
        <strong data-progress={handled}>{text}</strong> <span class="soft">{paceOf(t, progress, area)}</span>
      </p>
    </>
  )
}

/** The rate, per second or per minute, whichever reads better, and the remaining time. */
function paceOf(t: Translate, { rate, secondsLeft, isStalled }: Progress, area: Area): string {
  if (isStalled) return t('batches.batch.progress.stalled')
  if (rate === null || secondsLeft === null) return t('batches.batch.progress.beginning')
  const pace =
    rate >= 2
      ? t(`batches.${area}.progress.per_second`, { count: Math.round(rate) })
      : t(`batches.${area}.progress.per_minute`, { count: Math.max(1, Math.round(rate * 60)) })
  return `${pace}, ${timeLeft(t, secondsLeft)}`
}

function timeLeft(t: Translate, seconds: number): string {
  if (seconds < 10) return t('batches.batch.progress.left.seconds')
  if (seconds < 60) return t('batches.batch.progress.left.minute')
  const minutes = Math.round(seconds / 60)
  if (minutes < 90) return t('batches.batch.progress.left.minutes', { count: minutes })
  return t('batches.batch.progress.left.hours', { count: Math.round(minutes / 60) })
}

/** What screen readers say: another sentence at each tenth, and at the end. */
export function saidOf(t: Translate, state: BatchState, { total, handled }: Progress): string {
  if (state === 'done') return t('batches.batch.result.title')
  if (state === 'cancelled') return t('batches.batch.cancelled.said')
  const tenths = total === 0 ? 0 : Math.floor((handled * 10) / total)
  return tenths === 0 ? '' : t('batches.batch.progress.said', { percent: tenths * 10 })
}
