import type { Batch } from '#src/domain/batches/read-batch.ts'
import type { ReviewedRow } from '#src/domain/batches/review.ts'
import type { Problem } from '#src/domain/batches/row.ts'
import { paths } from '#src/paths.ts'
import { formatMoment } from '../components/moment.tsx'
import { useView, useWords, type View } from '../view.ts'

type Place = Record<string, string | undefined>
type ProblemRowProps = { batch: Batch; row: ReviewedRow; place: Place; hasFocus?: boolean }

/** A row with all that is wrong in it. `place` is the list to come back to. */
export function ProblemRow({ batch, row: { row, name, problems }, place, hasFocus }: ProblemRowProps) {
  const t = useWords()
  const isSheet = batch.source !== 'addresses'
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
  const { reason, value } = problem
  const view = useView()
  return (
    <>
      {wrongOf(view, problem, isSheet)}
      {reason && (
        <>
          {' '}
          <a href={paths.admin.suppressions({ q: value })}>
            {view.words.t('batches.problems.suppressed.lift')}
          </a>
        </>
      )}
    </>
  )
}

type Speech = Pick<View, 'words' | 'timeZone'>

/** What is wrong with a value, in a sentence. */
export function wrongOf({ words, timeZone }: Speech, problem: Problem, isSheet: boolean): string {
  const { t } = words
  const { key, firstRow, max, addresses, reason, since } = problem
  if (reason && since !== undefined)
    return t(`batches.problems.suppressed.${reason}`, { since: formatMoment(words, timeZone, since) })
  if (key === 'duplicate_email' && !isSheet)
    return t('batches.problems.duplicate_email.wrong_list', { row: firstRow })
  if (key === 'invalid_email' && addresses)
    return t('batches.problems.invalid_email.several', { addresses: addresses.join(', ') })
  return t(`batches.problems.${key}.wrong`, { row: firstRow, max })
}

/** What to do about it, or nothing where the first sentence has said it. */
export function fixOf(t: ReturnType<typeof useWords>, problem: Problem, languages: string): string {
  const { key, max, addresses } = problem
  return key === 'invalid_email' && addresses ? '' : t(`batches.problems.${key}.fix`, { max, languages })
}
