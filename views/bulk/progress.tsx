import type { BulkState } from '#src/domain/bulk-actions/bulk-action.ts'
import type { BulkProgress } from '#src/domain/bulk-actions/bulk-progress.ts'
import { paths } from '#src/paths.ts'
import { Badge } from '../components/badge.tsx'
import { Button } from '../components/button.tsx'
import { useWords } from '../view.ts'
import type { BulkProps } from './bulk.tsx'

type Translate = ReturnType<typeof useWords>

/** How far it is; htmx asks for it every second until the answer no longer does. */
export function ProgressCard({ action: { publicId, state }, progress, back }: BulkProps) {
  const t = useWords()
  const here = paths.admin.bulkAction(publicId, { back })
  return (
    <section
      class="batch card"
      id="bulk-progress"
      data-id={publicId}
      data-state={state}
      hx-get={here}
      {...polling}
    >
      <Badge state={state}>{t(`bulk.states.${state}`)}</Badge>
      <Bar progress={progress} />
      <p class="soft">
        {t('bulk.progress.leave')} <a href={here}>{t('bulk.progress.refresh')}</a>
      </p>
      <form class="actions" method="post" action={paths.admin.bulkCancellation(publicId, { back })}>
        <Button kind="quiet">{t('bulk.progress.stop')}</Button>
        <span class="soft">{t('bulk.progress.stop_hint')}</span>
      </form>
    </section>
  )
}

const polling = {
  'hx-trigger': 'every 1s',
  'hx-target': '#bulk',
  'hx-swap': 'innerMorph',
  'hx-status:4xx': 'swap:none',
  'hx-status:5xx': 'swap:none',
}

function Bar({ progress: { total, handled, isStalled } }: { progress: BulkProgress }) {
  const t = useWords()
  const text = t('bulk.progress.text', { done: handled, count: total })
  return (
    <>
      <label for="bulk-bar">{t('bulk.progress.bar')}</label>
      <progress id="bulk-bar" max={total} value={handled} aria-valuetext={text}>
        {text}
      </progress>
      <p class="progress-facts">
        <strong data-progress={handled}>{text}</strong>{' '}
        <span class="soft">{isStalled && t('bulk.progress.stalled')}</span>
      </p>
    </>
  )
}

/** What screen readers say: another sentence at each tenth, and at the end. */
export function saidOf(t: Translate, state: BulkState, { total, handled }: BulkProgress): string {
  if (state === 'done') return t('bulk.result.done')
  if (state === 'cancelled') return t(`bulk.result.${handled > 0 ? 'cancelled' : 'not_begun'}`)
  const tenths = Math.floor((handled * 10) / total)
  return tenths === 0 ? '' : t('bulk.progress.said', { percent: tenths * 10 })
}
