import { type Column, columnOrder } from '#src/domain/batches/row.ts'
import { findColumns } from '#src/spreadsheets/headers.ts'
import type { Mapping, Preview } from '#src/spreadsheets/read-workbook.ts'
import { columnsMax } from '#src/spreadsheets/sheet.ts'
import type { FieldErrors } from '#views/components/field.tsx'
import type { Words } from '#views/words/index.ts'

/** What is said of the columns, by their position; one that is not used is undefined. */
export type Said = { meanings: readonly (Column | undefined)[]; hasHeader: boolean }

/** What a form says. A value that our form does not send means that the column is not used. */
export function readMapping(body: Record<string, unknown>): Said {
  const meanings = Array.from({ length: columnsMax }, (_, at) =>
    columnOrder.find((column) => column === body[`column_${at}`]),
  )
  return { meanings, hasHeader: body.header === 'on' }
}

/** What the first row says for itself, as a start; never which column holds the addresses: that would be a guess. */
export function suggestMapping({ columns }: Preview): Said {
  const top = columns.map(({ samples }) => samples[0] ?? '')
  const meanings: (Column | undefined)[] = columns.map(() => undefined)
  for (const { column, at } of findColumns(top).known) if (column !== 'email') meanings[at] = column
  return { meanings, hasHeader: !top.some((text) => text.includes('@')) }
}

/** Undefined while something is missing or said twice. */
export function toMapping({ meanings, hasHeader }: Said): Mapping | undefined {
  const columns: Mapping['columns'] = {}
  for (const [at, meaning] of meanings.entries()) {
    if (!meaning) continue
    if (columns[meaning] !== undefined) return undefined
    columns[meaning] = at
  }
  return columns.email === undefined ? undefined : { columns, hasHeader }
}

/** What is wrong, at the select it concerns; `columns` where it concerns all of them. */
export function mappingErrors({ meanings }: Said, { columns }: Preview, { t }: Words): FieldErrors {
  const errors: FieldErrors = meanings.includes('email')
    ? {}
    : { columns: { key: 'batches.mapping.no_email' } }
  for (const [at, meaning] of meanings.entries()) {
    const first = meanings.indexOf(meaning)
    if (!meaning || first === at) continue
    const values = { meaning: t(`batches.column.${meaning}`), letter: columns[first]?.letter ?? '' }
    errors[`column_${at}`] = { key: 'batches.mapping.twice', values }
  }
  return errors
}
