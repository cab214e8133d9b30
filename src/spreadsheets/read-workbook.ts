import { type CellObject, read, utils, type WorkSheet } from 'xlsx'
import type { Column, ReadRow, Refusal } from '#src/domain/batches/batch.ts'
import { addressOf, textOf } from './cell-text.ts'
import { type Columns, findColumns } from './headers.ts'
import { repack } from './repack.ts'

export type ReadWorkbook =
  | { state: 'read'; columns: Column[]; rows: ReadRow[]; blank: number; ignoredColumns: string[] }
  | { state: Refusal }

/** Largest file. */
const bytesMax = 10 * 1024 * 1024
const columnsMax = 50
/** Rows looked at, blank ones included: more than any list, less than what could stall the worker. */
const sheetRowsMax = 100_000

/** Reads the people from the first sheet of an .xlsx file. Whatever is wrong with the file as a whole refuses it. */
export function readWorkbook(bytes: Uint8Array, { rowsMax }: { rowsMax: number }): ReadWorkbook {
  if (bytes.length === 0) return { state: 'empty_file' }
  if (bytes.length > bytesMax) return { state: 'too_large' }
  const repacked = isZip(bytes) ? repack(bytes) : ({ state: 'damaged' } as const)
  if (repacked.state !== 'whole')
    return { state: repacked.state === 'damaged' ? 'unreadable_file' : repacked.state }
  const grid = readGrid(repacked.zip)
  return grid ? readPeople(grid, rowsMax) : { state: 'unreadable_file' }
}

/** The cells of a sheet by row and column; both may have gaps. */
type Grid = readonly (readonly (CellObject | undefined)[] | undefined)[]

function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4
}

/** Undefined when the library cannot make sense of the file, however it says so. */
function readGrid(bytes: Uint8Array): Grid | undefined {
  try {
    const book = read(bytes, {
      ...{ type: 'array', dense: true, sheets: 0, sheetRows: sheetRowsMax },
      ...{ cellFormula: false, cellHTML: false, bookVBA: false },
    })
    const sheet: WorkSheet | undefined = book.Sheets[book.SheetNames[0] ?? '']
    return sheet && (sheet['!data'] ?? [])
  } catch {
    // -- the library throws errors of every kind for broken files; each means that it cannot read this one
    return undefined
  }
}

function readPeople(grid: Grid, rowsMax: number): ReadWorkbook {
  const top = grid.findIndex((cells) => textsOf(cells).some((text) => text !== ''))
  if (top === -1) return { state: 'empty_file' }
  const columns = findColumns(textsOf(grid[top]))
  if (!columns.positions.has('email')) return { state: 'no_email_column' }
  const { rows, blank } = readRows(grid, top, columns)
  if (rows.length === 0) return { state: 'nothing_to_invite' }
  if (rows.length > rowsMax) return { state: 'too_many_rows' }
  return {
    state: 'read',
    columns: [...columns.positions.keys()],
    rows,
    blank,
    ignoredColumns: columns.ignored,
  }
}

function textsOf(cells: Grid[number]): string[] {
  return Array.from(cells?.slice(0, columnsMax) ?? [], textOf)
}

/** The rows below the header. Blank ones count for the numbers of the others; those after the last person do not count. */
function readRows(grid: Grid, top: number, { positions }: Columns): { rows: ReadRow[]; blank: number } {
  const columns = [...positions].map(([column, at]) => ({ column, at, letter: utils.encode_col(at) }))
  const rows: ReadRow[] = []
  let blank = 0
  for (let at = top + 1; at < grid.length; at++) {
    const row = readRow(grid[at] ?? [], at, columns)
    if (!row) continue
    blank = at - top - 1 - rows.length
    rows.push(row)
  }
  return { rows, blank }
}

type SheetColumn = { column: Column; at: number; letter: string }

function readRow(
  cells: readonly (CellObject | undefined)[],
  at: number,
  columns: readonly SheetColumn[],
): ReadRow | undefined {
  const values: ReadRow['values'] = {}
  const names: NonNullable<ReadRow['cells']> = {}
  for (const { column, at: position, letter } of columns) {
    const text = column === 'email' ? addressOf(cells[position]) : textOf(cells[position])
    if (text !== '') values[column] = text
    if (text !== '' || column === 'email') names[column] = letter + (at + 1)
  }
  return Object.keys(values).length > 0 ? { row: at + 1, values, cells: names } : undefined
}
