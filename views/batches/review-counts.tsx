import { type BatchCounts, rowOutcomes } from '#src/domain/batches/batch.ts'
import type { Batch } from '#src/domain/batches/read-batch.ts'
import type { ReviewList } from '#src/domain/batches/review.ts'
import { paths } from '#src/paths.ts'
import { Grouped } from '../components/grouped.tsx'
import { useWords } from '../view.ts'

type Outcome = (typeof rowOutcomes)[number]
/** What may become of codes for letters: nobody is known, so nobody has anything already. */
const codeOutcomes = ['invite', 'problem'] as const satisfies Outcome[]
type CountsProps = { batch: Batch; list: ReviewList; isUpdate?: boolean }

/** The six counts; with the blank rows they add up to the rows read. */
export function Counts({ batch, list, isUpdate }: CountsProps) {
  const t = useWords()
  const { counts, source, fileName } = batch
  const outcomes = source === 'codes' ? codeOutcomes.slice(0, fileName === null ? 1 : 2) : rowOutcomes
  return (
    <ul
      class="counts"
      id="counts"
      aria-label={t('batches.review.counts')}
      hx-swap-oob={isUpdate ? 'true' : undefined}
    >
      {outcomes.map((outcome) => (
        <li data-outcome={outcome} data-empty={counts[outcome] === 0 ? 'true' : undefined}>
          <Count
            outcome={outcome}
            count={counts[outcome]}
            said={saidOf(outcome)}
            href={linkTo(outcome)}
            isShown={isShown(outcome)}
          />
        </li>
      ))}
    </ul>
  )

  function saidOf(outcome: Outcome): string {
    const count = counts[outcome]
    if (source === 'codes' && outcome === 'invite') return t('batches.codes.review.count', { count })
    return t(`batches.review.count.${outcome}`, { count })
  }

  function linkTo(outcome: Outcome): string | undefined {
    if (source === 'codes' && fileName === null) return undefined
    return list.way === 'all' ? `#${outcome}` : paths.admin.batch(batch.publicId, { show: outcome })
  }

  function isShown(outcome: Outcome): boolean {
    return list.way === 'tab' && list.show === outcome
  }
}

type CountProps = {
  outcome: Outcome
  count: number
  said: string
  href: string | undefined
  isShown: boolean
}

function Count({ outcome, count, said, href, isShown }: CountProps) {
  const content = (
    <>
      <strong class="count-number">
        <Grouped count={count} data-count={outcome} />
      </strong>{' '}
      <span>{said}</span>
    </>
  )
  if (count === 0 || href === undefined) return content
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
