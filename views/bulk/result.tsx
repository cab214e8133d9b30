import { type BulkAction, type SkipReason, skipReasons } from '#src/domain/bulk-actions/bulk-action.ts'
import { paths } from '#src/paths.ts'
import { Badge } from '../components/badge.tsx'
import { Grouped } from '../components/grouped.tsx'
import { useWords } from '../view.ts'
import type { BulkProps } from './bulk.tsx'
import { bulkStateSaid } from './state-said.ts'

/** What came of it: how many, and who was left out for which reason. */
export function ResultCard({ action, progress, isPaused, back }: BulkProps) {
  const t = useWords()
  const { publicId, state, kind, doneCount, total } = action
  const left = total - progress.handled
  return (
    <section class="batch card" id="bulk-result" data-id={publicId} data-state={state}>
      <Badge state={state}>{bulkStateSaid(t, action)}</Badge>
      <Heading action={action} handled={progress.handled} />
      {isPaused && doneCount > 0 && <p class="note">{t('bulk.result.paused')}</p>}
      <ul class="result">
        <ResultLine mark="done" count={doneCount}>
          {t(`bulk.result.${kind}`, { count: doneCount })}
        </ResultLine>
        <Skipped action={action} back={back} />
        {left > 0 && (
          <ResultLine mark="not_done" count={left}>
            {t('bulk.result.not_done', { count: left })}
          </ResultLine>
        )}
        <li class="result-sum">
          <strong class="count-number">
            <Grouped count={total} data-result="all" />
          </strong>{' '}
          <span>{t('bulk.result.all', { count: total })}</span>
        </li>
      </ul>
    </section>
  )
}

function Heading({ action, handled }: { action: BulkAction; handled: number }) {
  const t = useWords()
  if (action.state === 'done') return <h2 tabindex={-1}>{t('bulk.result.done')}</h2>
  const way = handled > 0 ? 'cancelled' : 'not_begun'
  return (
    <>
      <h2 tabindex={-1}>{t(`bulk.result.${way}`)}</h2>
      <p>{t(`bulk.result.${way}_text`)}</p>
    </>
  )
}

function ResultLine({ mark, count, children }: { mark: string; count: number; children: string }) {
  return (
    <li data-empty={count === 0 ? 'true' : undefined}>
      <strong class="count-number">
        <Grouped count={count} data-result={mark} />
      </strong>{' '}
      <span>{children}</span>
    </li>
  )
}

/** What is deleted cannot be shown. */
function Skipped({ action: { publicId, skipped }, back }: Pick<BulkProps, 'action' | 'back'>) {
  const t = useWords()
  const found = skipReasons.map((reason) => ({ reason, count: skipped[reason] ?? 0 }))
  return (
    <>
      {found
        .filter(({ count }) => count > 0)
        .map(({ reason, count }) => (
          <li>
            <strong class="count-number">
              <Grouped count={count} data-skipped={reason} />
            </strong>{' '}
            <span>
              {t(`bulk.skipped.${reason}`, { count })}{' '}
              {reason !== 'deleted' && <See {...{ publicId, reason, count, back }} />}
            </span>
          </li>
        ))}
    </>
  )
}

type SeeProps = { publicId: string; reason: SkipReason; count: number; back: string | undefined }

function See({ publicId, reason, count, back }: SeeProps) {
  const t = useWords()
  const label = t('common.labelled', {
    label: t('bulk.result.see'),
    value: t(`bulk.skipped.${reason}`, { count }),
  })
  return (
    <a href={paths.admin.bulkAction(publicId, { reason, back })} aria-label={label}>
      {t('bulk.result.see')}
    </a>
  )
}
