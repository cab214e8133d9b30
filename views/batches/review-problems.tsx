import type { Batch } from '#src/domain/batches/read-batch.ts'
import type { Review } from '#src/domain/batches/review.ts'
import { paths } from '#src/paths.ts'
import { formatNumber } from '../components/format-number.ts'
import { languagesNamed } from '../components/language-name.ts'
import { useView, useWords } from '../view.ts'
import { ProblemRow } from './problem-row.tsx'
import { ListPages, placeOf } from './review-pages.tsx'

type ProblemsProps = { batch: Batch; review: Review; isUpdate?: boolean }

/** What is wrong: how much of each kind and what to do about it, then row by row where it stands, to be repaired in place. */
export function Problems({ batch, review, isUpdate }: ProblemsProps) {
  const rows = review.list.rows.filter(({ outcome }) => outcome === 'problem')
  if (isUpdate) return <Summary batch={batch} review={review} isUpdate />
  if (batch.counts.problem === 0) return null
  return (
    <div class="review-part" data-outcome="problem">
      <Summary batch={batch} review={review} />
      <ol class="problem-rows">
        {rows.map((row) => (
          <ProblemRow batch={batch} row={row} place={placeOf(review.list)} />
        ))}
      </ol>
      <ListPages batch={batch} list={review.list} />
    </div>
  )
}

function Summary({ batch, review, isUpdate }: ProblemsProps) {
  const t = useWords()
  const count = batch.counts.problem
  const Heading = review.list.way === 'all' ? 'h2' : 'h3'
  return (
    <section
      id="problem-summary"
      class="parts"
      aria-labelledby="problem"
      hx-swap-oob={isUpdate ? 'true' : undefined}
    >
      <Heading id="problem">
        {count > 0 ? t('batches.review.problems.title', { count }) : t('batches.review.problems.none')}
      </Heading>
      {count > 0 && (
        <>
          <p class="soft">{t('batches.review.problems.text', { count })}</p>
          <p>
            <a href={paths.admin.batchProblems(batch.publicId)} download>
              {t('batches.review.problems.download')}
            </a>{' '}
            <span class="fix">{t('batches.review.problems.download_text')}</span>
          </p>
          <Kinds batch={batch} review={review} />
        </>
      )}
    </section>
  )
}

function Kinds({ batch, review: { kinds, list } }: ProblemsProps) {
  const { words, languages } = useView()
  const { t } = words
  const named = languagesNamed(words, languages)
  return (
    <>
      <ul class="kinds">
        {kinds.map(({ key, count }) => (
          <li data-kind={key}>
            <strong class="kind-count">{formatNumber(words, count)}</strong>{' '}
            <a
              href={paths.admin.batch(batch.publicId, { show: 'problem', problem: key })}
              aria-current={list.problem === key ? 'true' : undefined}
            >
              {t(`batches.problems.${key}.kind`)}
            </a>{' '}
            <span class="fix">
              {t(`batches.problems.${key}.fix`, { languages: named })}{' '}
              {key === 'suppressed' && (
                <a href={paths.admin.suppressions()}>{t('batches.problems.suppressed.all')}</a>
              )}
            </span>
          </li>
        ))}
      </ul>
      {list.problem && (
        <p>
          <a href={paths.admin.batch(batch.publicId, { show: 'problem' })}>
            {t('batches.review.problems.all')}
          </a>
        </p>
      )}
    </>
  )
}
