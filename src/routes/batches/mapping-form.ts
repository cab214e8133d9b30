import { type Column, columnOrder, letterColumns } from '#src/domain/batches/row.ts'
import { findColumns, type SheetKind } from '#src/spreadsheets/headers.ts'
import type { Mapping, Preview } from '#src/spreadsheets/read-workbook.ts'
import { columnsMax } from '#src/spreadsheets/sheet.ts'
import type { FieldErrors } from '#views/components/field.tsx'
import type { Words } from '#views/words/index.ts'

/** What is said of the columns, by their position; one that is not used is undefined. */
export type Said = { meanings: readonly (Column | undefined)[]; hasHeader: boolean }

/** What a column may be. */
export function meaningsOf(kind: SheetKind): readonly Column[] {
  return kind === 'letters' ? letterColumns : columnOrder
}

/** What a form says. A value that our form does not send means that the column is not used. */
export function readMapping(body: Record<string, unknown>, kind: SheetKind): Said {
  const meanings = Array.from({ length: columnsMax }, (_, at) =>
    meaningsOf(kind).find((column) => column === body[`column_${at}`]),
  )
  return { meanings, hasHeader: body.header === 'on' }
}

/** What the first row says for itself, as a start; never which column holds the addresses: that would be a guess. */
export function suggestMapping({ columns }: Preview, kind: SheetKind): Said {
  const top = columns.map(({ samples }) => samples[0] ?? '')
  const meanings: (Column | undefined)[] = columns.map(() => undefined)
  for (const { column, at } of findColumns(top, kind).known) if (column !== 'email') meanings[at] = column
  return { meanings, hasHeader: !top.some((text) => text.includes('@')) }
}

/** Undefined while something is missing or said twice. */
export function toMapping({ meanings, hasHeader }: Said, kind: SheetKind): Mapping | undefined {
  const columns: Mapping['columns'] = {}
  for (const [at, meaning] of meanings.entries()) {
    if (!meaning) continue
    if (columns[meaning] !== undefined) return undefined
    columns[meaning] = at
  }
  return isEnough(meanings, kind) ? { columns, hasHeader } : undefined
}

/** What is wrong, at the select it concerns; `columns` where it concerns all of them. */
export function mappingErrors(
  { meanings }: Said,
  { columns }: Preview,
  kind: SheetKind,
  { t }: Words,
): FieldErrors {
  const missing = kind === 'letters' ? 'batches.mapping.nothing_named' : 'batches.mapping.no_email'
  const errors: FieldErrors = isEnough(meanings, kind) ? {} : { columns: { key: missing } }
  for (const [at, meaning] of meanings.entries()) {
    const first = meanings.indexOf(meaning)
    if (!meaning || first === at) continue
    const values = { meaning: t(`batches.column.${meaning}`), letter: columns[first]?.letter ?? '' }
    errors[`column_${at}`] = { key: 'batches.mapping.twice', values }
  }
  return errors
}

/** People are written to at the address that has to be named; letters need no more than anything that tells one from another. */
function isEnough(meanings: Said['meanings'], kind: SheetKind): boolean {
  return kind === 'letters' ? meanings.some(Boolean) : meanings.includes('email')
}
