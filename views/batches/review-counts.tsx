import { type BatchCounts, rowOutcomes } from '#src/domain/batches/batch.ts'
import type { Batch } from '#src/domain/batches/read-batch.ts'
import type { ReviewList } from '#src/domain/batches/review.ts'
import { paths } from '#src/paths.ts'
import { useWords } from '../view.ts'

type Outcome = (typeof rowOutcomes)[number]
type CountsProps = { batch: Batch; list: ReviewList; isUpdate?: boolean }

/** The six counts; with the blank rows they add up to the rows read. Digits stand bare, so that scripts can read them. */
export function Counts({ batch, list, isUpdate }: CountsProps) {
  const t = useWords()
  const { counts } = batch
  return (
    <ul
      class="counts"
      id="counts"
      aria-label={t('batches.review.counts')}
      hx-swap-oob={isUpdate ? 'true' : undefined}
    >
      {rowOutcomes.map((outcome) => (
        <li data-outcome={outcome} data-empty={counts[outcome] === 0 ? 'true' : undefined}>
          <Count
            outcome={outcome}
            count={counts[outcome]}
            href={linkTo(outcome)}
            isShown={isShown(outcome)}
          />
        </li>
      ))}
    </ul>
  )

  function linkTo(outcome: Outcome): string {
    return list.way === 'all' ? `#${outcome}` : paths.admin.batch(batch.publicId, { show: outcome })
  }

  function isShown(outcome: Outcome): boolean {
    return list.way === 'tab' && list.show === outcome
  }
}

type CountProps = { outcome: Outcome; count: number; href: string; isShown: boolean }

function Count({ outcome, count, href, isShown }: CountProps) {
  const t = useWords()
  const content = (
    <>
      <strong class="count-number" data-count={outcome}>
        {count}
      </strong>{' '}
      <span>{t(`batches.review.count.${outcome}`, { count })}</span>
    </>
  )
  if (count === 0) return content
  return (
    <a href={href} aria-current={isShown ? 'true' : undefined}>
      {content}
    </a>
  )
}

/** All rows that were read, the blank ones between them included. */
export function rowsRead(counts: BatchCounts): number {
  return rowOutcomes.reduce((sum, outcome) => sum + counts[outcome], counts.blank)
}
