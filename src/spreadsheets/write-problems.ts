import type { Column } from '#src/domain/batches/row.ts'
import type { NewRow } from './write-sheet.ts'
import { sheetNameFrom, writeWorkbook } from './write-workbook.ts'

export type ProblemList = {
  sheetName: string
  /** The heads of what we say of a row: why it is here, and where it stood. The reader knows them as ours. */
  heads: { reason: string; row: string }
  columns: readonly { header: string; column?: Column | undefined }[]
  rows: AsyncIterable<readonly ProblemRow[]>
}

export type ProblemRow = {
  reason: string
  row: number
  /** In the order of the columns, as they were given. */
  values: readonly string[]
  /** Columns that have to be corrected. */
  wrong: readonly Column[]
}

const reasonWidth = 64
const widths: Partial<Record<Column, number>> = { email: 34, message: 44, groups: 26, projects: 26 }

/** The rows with problems, to be corrected and uploaded again: every value is text, whatever it looks like. */
export function writeProblems({ sheetName, heads, columns, rows }: ProblemList): ReadableStream<Uint8Array> {
  const header: NewRow = [heads.reason, heads.row, ...columns.map((column) => column.header)].map(
    (value) => ({ value, style: 'header' }),
  )
  return writeWorkbook([
    {
      name: sheetNameFrom(sheetName),
      isHeaderFrozen: true,
      columns: [
        { width: reasonWidth },
        { width: Math.max(10, heads.row.length + 2) },
        ...columns.map((column) => ({ width: widthOf(column), style: 'text' as const })),
      ],
      rows: withHeader(header, rows, columns),
    },
  ])
}

function widthOf({ header, column }: ProblemList['columns'][number]): number {
  return Math.max((column && widths[column]) ?? 18, Math.min(header.length + 4, 40))
}

async function* withHeader(header: NewRow, rows: ProblemList['rows'], columns: ProblemList['columns']) {
  yield [header]
  for await (const some of rows) yield some.map((row) => problemCells(row, columns))
}

function problemCells({ reason, row, values, wrong }: ProblemRow, columns: ProblemList['columns']): NewRow {
  return [
    { value: reason, style: 'wrapped' },
    { value: row, style: 'plain' },
    ...columns.map(({ column }, index) => ({
      value: values[index] ?? '',
      style: column && wrong.includes(column) ? ('mark' as const) : ('text' as const),
    })),
  ]
}
