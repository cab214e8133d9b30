import type { Problem } from '#src/domain/batches/batch.ts'
import type { Batch } from '#src/domain/batches/read-batch.ts'
import type { Review } from '#src/domain/batches/review.ts'
import { paths } from '#src/paths.ts'
import { Table } from '../components/table.tsx'
import { useView, useWords } from '../view.ts'
import { languageName } from './language-name.ts'

/** Everything that is wrong, at once: where it stands, what it is and what to do. */
export function Problems({ batch, problems }: { batch: Batch; problems: Review['problems'] }) {
  const t = useWords()
  if (problems.length === 0) return null
  const isSheet = batch.source === 'workbook'
  const way = isSheet ? 'workbook' : 'addresses'
  const head = [
    t(isSheet ? 'batches.review.problems.row' : 'batches.review.problems.position'),
    ...(isSheet ? [t('batches.review.problems.cell'), t('batches.review.problems.column')] : []),
    t('batches.review.problems.value'),
    t('batches.review.problems.wrong'),
  ]
  return (
    <section class="review-part" data-outcome="problem" aria-labelledby="problem">
      <h2 id="problem">{t('batches.review.problems.title', { count: batch.counts.problem })}</h2>
      <p class="soft">
        {t('batches.review.problems.text')}{' '}
        <a href={paths.admin.newBatch(way)}>{t(`batches.review.problems.correct_${way}`)}</a>
      </p>
      <Table caption={t('batches.review.problems.caption')} head={head}>
        {problems.map((problem) => (
          <ProblemRow problem={problem} isSheet={isSheet} />
        ))}
      </Table>
    </section>
  )
}

function ProblemRow({ problem, isSheet }: { problem: Review['problems'][number]; isSheet: boolean }) {
  const t = useWords()
  const { key, row, cell, column, value } = problem
  return (
    <tr data-problem={key} data-row={row} data-cell={cell}>
      <td class="row-number">{row}</td>
      {isSheet && <td>{cell && <code>{cell}</code>}</td>}
      {isSheet && <td>{t(`batches.column.${column}`)}</td>}
      <td class="value">
        {value === '' ? <span class="soft">{t('batches.review.problems.empty')}</span> : <bdi>{value}</bdi>}
      </td>
      <td>
        <Wrong problem={problem} isSheet={isSheet} />{' '}
        <span class="fix">
          <Fix problem={problem} />
        </span>
      </td>
    </tr>
  )
}

function Wrong({ problem, isSheet }: { problem: Problem; isSheet: boolean }) {
  const t = useWords()
  if (problem.key === 'duplicate_email' && !isSheet)
    return t('batches.problems.duplicate_email.wrong_list', { row: problem.firstRow })
  return t(`batches.problems.${problem.key}.wrong`, { row: problem.firstRow, max: problem.max })
}

function Fix({ problem }: { problem: Problem }) {
  const { words, languages } = useView()
  const named = languages.map((tag) => `${tag} (${languageName(words, tag)})`).join(', ')
  return words.t(`batches.problems.${problem.key}.fix`, { max: problem.max, languages: named })
}
