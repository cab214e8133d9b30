import type { Batch } from '#src/domain/batches/read-batch.ts'
import {
  type Column,
  columnOrder,
  letterColumns,
  type Problem,
  type ReadRow,
} from '#src/domain/batches/row.ts'
import { paths } from '#src/paths.ts'
import { Button } from '../components/button.tsx'
import { type FieldErrors, TextField } from '../components/field.tsx'
import { languagesNamed } from '../components/language-name.ts'
import { TextArea } from '../components/text-area.tsx'
import { useView, useWords, type View } from '../view.ts'
import { fixOf, wrongOf } from './problem-row.tsx'

export type RepairProps = {
  batch: Batch
  row: number
  values: ReadRow['values']
  problems: readonly Problem[]
  /** The list of the review to come back to. */
  place: Record<string, string | undefined>
  /** Why it could not be saved, though nothing is wrong with a field. */
  refusal?: 'busy' | 'too_many_repeats' | undefined
  /** In the list of the review instead of on a page of its own. */
  isInPlace?: boolean
}

/** The form of one row: a field for each column with a problem, the others folded below. */
export function RepairForm(props: RepairProps) {
  const t = useWords()
  const errors = fieldErrors(useView(), props)
  const { batch, row, place, isInPlace } = props
  const columns: readonly Column[] = batch.source === 'codes' ? letterColumns : columnOrder
  const [wrong, fine] = [columns.filter(isWrong), columns.filter((column) => !isWrong(column))]
  const action = paths.admin.batchRow(batch.publicId, String(row), place)
  const inPlace = {
    'hx-post': action,
    'hx-target': `#row-${row}`,
    'hx-swap': 'outerHTML',
    'hx-sync': 'this:drop',
  }
  return (
    <form class="repair form" method="post" action={action} {...(isInPlace && inPlace)}>
      {wrong.map((column) => (
        <ColumnField column={column} {...props} errors={errors} />
      ))}
      <details class="more-fields" open={wrong.length === 0}>
        <summary>{t('batches.repair.more')}</summary>
        {fine.map((column) => (
          <ColumnField column={column} {...props} errors={errors} />
        ))}
      </details>
      <div class="actions">
        <Button>{t('batches.repair.submit')}</Button>
        {isInPlace && (
          <a
            href={paths.admin.batch(batch.publicId, place)}
            hx-get={paths.admin.batchRow(batch.publicId, String(row), { ...place, close: 'on' })}
            hx-target={`#row-${row}`}
            hx-swap="outerHTML"
          >
            {t('batches.repair.close')}
          </a>
        )}
      </div>
    </form>
  )

  function isWrong(column: Column): boolean {
    return errors[fieldName(row, column)] !== undefined
  }
}

type ColumnProps = RepairProps & { column: Column; errors: FieldErrors }

function ColumnField({ column, row, values, errors }: ColumnProps) {
  const t = useWords()
  const name = fieldName(row, column)
  const field = {
    name,
    label: t(`batches.column.${column}`),
    value: values[column] ?? '',
    error: errors[name],
  }
  if (column === 'message' || column === 'street')
    return <TextArea {...field} rows={3} attributes={{ name: column }} />
  const kind = column === 'email' ? { inputmode: 'email', autocapitalize: 'off' } : {}
  return (
    <TextField {...field} autocomplete="off" attributes={{ name: column, spellcheck: 'false', ...kind }} />
  )
}

/** Several forms may be open on one page, so the row is part of a field's id; what is sent is named by the column. */
function fieldName(row: number, column: Column): string {
  return `row-${row}-${column}`
}

/** All that is wrong with each column, in one sentence or several. */
export function fieldErrors(view: View, { batch, row, problems, refusal }: RepairProps): FieldErrors {
  const { words, languages } = view
  const { t } = words
  const byColumn = Map.groupBy(problems, ({ column }) => column)
  const errors: FieldErrors = {}
  if (refusal) errors.form = { key: `batches.repair.${refusal}` }
  for (const [column, faults] of byColumn) {
    const text = faults.map((problem) => sentenceOf(problem)).join(' ')
    errors[fieldName(row, column)] = { key: 'batches.repair.wrong', values: { text } }
  }
  return errors

  function sentenceOf(problem: Problem): string {
    const { key, value } = problem
    const wrong = wrongOf(view, problem, batch.source !== 'addresses')
    const fix = fixOf(t, problem, languagesNamed(words, languages))
    const isNamed = key === 'unknown_group' || key === 'ambiguous_group' || key === 'unknown_project'
    return isNamed ? t('batches.repair.named', { value, wrong, fix }) : `${wrong} ${fix}`.trim()
  }
}
