import type { SheetEnd, SheetRow } from '#src/spreadsheets/sheet.ts'
import { openXlsx } from '#src/spreadsheets/xlsx/open-xlsx.ts'
import { type HandMade, handMade } from '#test/support/xlsx-parts.ts'

/** All rows of the first sheet, or why the file was refused. */
export async function readFirst(bytes: Uint8Array): Promise<{ end: SheetEnd; rows: SheetRow[] }> {
  const book = await openXlsx(bytes)
  if (book.state !== 'open')
    return { end: { state: book.state === 'too_large' ? book.state : 'unreadable_file' }, rows: [] }
  const [sheet] = book.sheets
  if (!sheet) throw new Error('A book without a sheet.')
  return readRows(sheet.rows())
}

export async function readRows(
  reading: AsyncGenerator<readonly SheetRow[], SheetEnd, undefined>,
): Promise<{ end: SheetEnd; rows: SheetRow[] }> {
  const rows: SheetRow[] = []
  for (;;) {
    const { done, value } = await reading.next()
    if (done) return { end: value, rows }
    rows.push(...value)
  }
}

/** The rows of a sheet written by hand, which must be whole. */
export async function rowsOf(made: HandMade): Promise<SheetRow[]> {
  const { end, rows } = await readFirst(handMade(made))
  if (end.state !== 'whole') throw new Error(`The file was refused: ${end.state}`)
  return rows
}

/** The texts of one row with these cells. */
export async function textsOf(cells: string, made: HandMade = {}): Promise<readonly (string | undefined)[]> {
  const [row] = await rowsOf({ rows: `<row r="1">${cells}</row>`, ...made })
  return row?.cells ?? []
}

/** How the reading of a file ends. */
export async function endOf(bytes: Uint8Array): Promise<SheetEnd['state']> {
  return (await readFirst(bytes)).end.state
}
