import { isMailTo } from '#src/spreadsheets/cell-text.ts'
import { columnsMax, rowsAtATime, type SheetRow, sheetRowsMax } from '#src/spreadsheets/sheet.ts'
import type { Relations } from '#src/spreadsheets/xlsx/relations.ts'
import { type BinaryBook, readBinaryCell } from './binary-cell.ts'
import { readRecords, readText } from './records.ts'

const recordTypes = { row: 0, merged: 0xb0, link: 0x1ee }

type OpenRow = { at: number; isHidden: boolean; cells: string[]; broken: number[] }

/** The rows of a sheet, without those that hold no text; tells how many cells are merged. */
export function* readBinaryRows(
  bytes: Uint8Array,
  book: BinaryBook,
  relations: Relations,
): Generator<SheetRow[], number, undefined> {
  const { links, mergedCells } = readExtras(bytes, relations)
  let rows: SheetRow[] = []
  let row: OpenRow | undefined
  let column = -1
  for (const { type, content } of readRecords(bytes)) {
    if (type === recordTypes.row) {
      if (row) rows.push(...closeRow(row, links))
      row = openRow(content, row?.at ?? -1)
      column = -1
      if (rows.length < rowsAtATime) continue
      yield rows
      rows = []
    }
    const cell = row && readBinaryCell(type, content, column, book)
    if (!cell || !row) continue
    column = cell.column
    if (column >= columnsMax || cell.text === '') continue
    row.cells[column] = cell.text
    if (cell.isBroken) row.broken.push(column)
  }
  yield row ? [...rows, ...closeRow(row, links)] : rows
  return mergedCells
}

/** What stands behind the rows: merged cells, and the addresses that cells link to, by row and column. */
function readExtras(bytes: Uint8Array, relations: Relations) {
  const links = new Map<number, Map<number, string>>()
  let mergedCells = 0
  for (const { type, content } of readRecords(bytes)) {
    if (type === recordTypes.merged) mergedCells++
    if (type !== recordTypes.link) continue
    const target = relations.get(readText(content, 16).text)?.target ?? ''
    if (!isMailTo(target)) continue
    const row = content.getUint32(0, true)
    const last = Math.min(content.getUint32(12, true), columnsMax - 1)
    const ofRow = links.get(row) ?? new Map<number, string>()
    for (let column = content.getUint32(8, true); column <= last; column++) ofRow.set(column, target)
    links.set(row, ofRow)
  }
  return { links, mergedCells }
}

function openRow(content: DataView, before: number): OpenRow {
  const at = content.getUint32(0, true)
  if (at <= before || at >= sheetRowsMax) throw new Error('Rows in disorder.')
  return { at, isHidden: (content.getUint8(11) & 0x10) !== 0, cells: [], broken: [] }
}

function closeRow({ at, isHidden, cells, broken }: OpenRow, links: ReadonlyMap<number, Map<number, string>>) {
  if (cells.length === 0) return []
  const ofRow = links.get(at)
  return [{ at, isHidden, cells, ...(broken.length > 0 && { broken }), ...(ofRow && { links: ofRow }) }]
}
