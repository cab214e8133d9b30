import { type BatchCounts, rowOutcomes } from '#src/domain/batches/batch.ts'
import { useWords } from '../view.ts'

/** The six counts, which add up to the rows read. Digits stand bare, so that scripts can read them. */
export function Counts({ counts }: { counts: BatchCounts }) {
  const t = useWords()
  return (
    <ul class="counts" aria-label={t('batches.review.counts')}>
      {rowOutcomes.map((outcome) => (
        <li data-outcome={outcome} data-empty={counts[outcome] === 0 ? 'true' : undefined}>
          <Count outcome={outcome} count={counts[outcome]} />
        </li>
      ))}
    </ul>
  )
}

function Count({ outcome, count }: { outcome: (typeof rowOutcomes)[number]; count: number }) {
  const t = useWords()
  const content = (
    <>
      <strong class="count-number" data-count={outcome}>
        {count}
      </strong>{' '}
      <span>{t(`batches.review.count.${outcome}`, { count })}</span>
    </>
  )
  return count > 0 ? <a href={`#${outcome}`}>{content}</a> : content
}

/** All rows that were read; blank ones are not among them. */
export function rowsRead(counts: BatchCounts): number {
  return rowOutcomes.reduce((sum, outcome) => sum + counts[outcome], 0)
}
