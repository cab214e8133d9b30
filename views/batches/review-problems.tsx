import type { Problem } from '#src/domain/batches/batch.ts'
import type { Batch } from '#src/domain/batches/read-batch.ts'
import type { Review, ReviewedRow } from '#src/domain/batches/review.ts'
import { paths } from '#src/paths.ts'
import { useView, useWords } from '../view.ts'
import { languagesNamed } from './language-name.ts'
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
          <p class="soft">{t('batches.review.problems.text')}</p>
          <p class="soft">
            <a href={paths.admin.batchProblems(batch.publicId)} download>
              {t('batches.review.problems.download')}
            </a>{' '}
            {t('batches.review.problems.download_text')}
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
            <strong class="kind-count">{count}</strong>{' '}
            <a
              href={paths.admin.batch(batch.publicId, { show: 'problem', problem: key })}
              aria-current={list.problem === key ? 'true' : undefined}
            >
              {t(`batches.problems.${key}.kind`)}
            </a>{' '}
            <span class="fix">{t(`batches.problems.${key}.fix`, { languages: named })}</span>
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

type Place = Record<string, string | undefined>
type ProblemRowProps = { batch: Batch; row: ReviewedRow; place: Place; hasFocus?: boolean }

/** A row with all that is wrong in it. `place` is the list to come back to. */
export function ProblemRow({ batch, row: { row, name, problems }, place, hasFocus }: ProblemRowProps) {
  const t = useWords()
  const isSheet = batch.source === 'workbook'
  return (
    <li class="problem-row" id={`row-${row}`}>
      <p class="problem-place">
        <strong>{t(isSheet ? 'batches.repair.row' : 'batches.repair.position', { row })}</strong>{' '}
        {name && <bdi>{name}</bdi>}
      </p>
      <ul>
        {problems.map((problem) => (
          <ProblemLine problem={problem} row={row} isSheet={isSheet} />
        ))}
      </ul>
      <RepairLink batch={batch} row={row} place={place} isInPlace hasFocus={hasFocus} />
    </li>
  )
}

type RepairLinkProps = {
  batch: Batch
  row: number
  place: Place
  isInPlace?: boolean
  hasFocus?: boolean | undefined
}

/** Opens the row's form: in its place, where the list has room for it and there are scripts, else on a page of its own. */
export function RepairLink({ batch, row, place, isInPlace, hasFocus }: RepairLinkProps) {
  const t = useWords()
  const href = paths.admin.batchRow(batch.publicId, String(row), place)
  const inPlace = { 'hx-get': href, 'hx-target': `#row-${row}`, 'hx-swap': 'outerHTML' }
  return (
    <a
      class="repair-link"
      href={href}
      autofocus={hasFocus}
      aria-label={t('batches.repair.link_of', { row })}
      {...(isInPlace && inPlace)}
    >
      {t('batches.repair.link')}
    </a>
  )
}

type LineProps = { problem: Problem; row: number; isSheet: boolean }

function ProblemLine({ problem, row, isSheet }: LineProps) {
  const t = useWords()
  const { key, cell, column, value } = problem
  return (
    <li data-problem={key} data-row={row} data-cell={cell}>
      {cell && <code>{cell}</code>} {isSheet && <span class="soft">{t(`batches.column.${column}`)}</span>}{' '}
      <span class="value">
        {value === '' ? <span class="soft">{t('batches.review.problems.empty')}</span> : <bdi>{value}</bdi>}
      </span>{' '}
      <Wrong problem={problem} isSheet={isSheet} />
    </li>
  )
}

function Wrong({ problem, isSheet }: Omit<LineProps, 'row'>) {
  return wrongOf(useWords(), problem, isSheet)
}

/** What is wrong with a value, in a sentence. */
export function wrongOf(t: ReturnType<typeof useWords>, problem: Problem, isSheet: boolean): string {
  const { key, firstRow, max, addresses } = problem
  if (key === 'duplicate_email' && !isSheet)
    return t('batches.problems.duplicate_email.wrong_list', { row: firstRow })
  if (key === 'invalid_email' && addresses)
    return t('batches.problems.invalid_email.several', { addresses: addresses.join(', ') })
  return t(`batches.problems.${key}.wrong`, { row: firstRow, max })
}
