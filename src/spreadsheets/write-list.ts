import { cellTextMax, rowsAtATime } from './sheet.ts'
import type { NewCell, NewRow } from './write-sheet.ts'
import type { Style } from './write-styles.ts'
import { sheetNameFrom, writeWorkbook } from './write-workbook.ts'

/** A list to be taken out of the house, in whatever format. */
export type List = {
  name: string
  columns: readonly ListColumn[]
  /** Read while the bytes before them are taken. */
  rows: AsyncIterable<readonly ListRow[]>
}

export type ListColumn = { header: string; width: number; kind: 'text' | 'moment' }

/** In the order of the columns. A moment is what a clock on the wall shows, in ms as if it were UTC. */
export type ListRow = readonly ListValue[]
export type ListValue = string | number | null

/** A workbook of one sheet. No text in it is a formula, whatever it begins with, and none becomes one when it is edited. */
export function writeListWorkbook({ name, columns, rows }: List): ReadableStream<Uint8Array> {
  return writeWorkbook([
    {
      name: sheetNameFrom(name),
      isHeaderFrozen: true,
      columns: columns.map(({ width, kind }) => ({ width, style: styles[kind] })),
      rows: sheetRows(columns, rows),
    },
  ])
}

const styles: Record<ListColumn['kind'], Style> = { text: 'text', moment: 'moment' }
const dayMs = 24 * 60 * 60 * 1000
/** The first of January 1970 in the count of spreadsheets. */
const epochDay = 25_569

async function* sheetRows(columns: List['columns'], rows: List['rows']): AsyncGenerator<readonly NewRow[]> {
  yield [columns.map(({ header }) => ({ value: header, style: 'header' }))]
  for await (const some of rows)
    for (let from = 0; from < some.length; from += rowsAtATime)
      yield some
        .slice(from, from + rowsAtATime)
        .map((row) => row.map((value, at) => cellOf(value, columns[at])))
}

function cellOf(value: ListValue, column: ListColumn | undefined): NewCell {
  const kind = column?.kind ?? 'text'
  if (value === null) return { style: styles[kind] }
  if (kind === 'moment' && typeof value === 'number')
    return { value: Math.round(value / 1000) * (1000 / dayMs) + epochDay, style: 'moment' }
  return { value, style: styles[kind] }
}

/** Line breaks of one kind, no other control characters, no longer than a cell may be. */
export function cleanCell(text: string): string {
  return text
    .slice(0, cellTextMax)
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replaceAll('\t', ' ')
    .replace(/(?!\n)\p{Cc}/gu, '')
    .toWellFormed()
    .trim()
}
