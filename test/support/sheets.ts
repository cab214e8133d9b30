import { type CellObject, utils, write } from 'xlsx'
import type { ReadRow, Refusal } from '#src/domain/batches/row.ts'
import { type Mapping, readWorkbook } from '#src/spreadsheets/read-workbook.ts'

/** A cell as a test writes it: a value, or a text with a link behind it. */
export type Cell = string | number | boolean | null | { text: string; link: string } | CellObject

export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** An .xlsx file of one sheet, cell by cell as given. */
export function workbookOf(rows: readonly (readonly Cell[])[]): Uint8Array<ArrayBuffer> {
  const sheet = utils.aoa_to_sheet(rows.map((cells) => cells.map(toCell)))
  return new Uint8Array(
    write(utils.book_new(sheet, 'Invitations'), { type: 'array', bookType: 'xlsx', compression: true }),
  )
}

/** The same as a file to be posted. */
export function workbookFile(rows: readonly (readonly Cell[])[], name = 'invitations.xlsx'): File {
  return new File([workbookOf(rows)], name, { type: xlsxType })
}

function toCell(cell: Cell): CellObject | string | number | boolean | null {
  if (typeof cell !== 'object' || cell === null || !('link' in cell)) return cell
  return { t: 's', v: cell.text, l: { Target: cell.link } }
}

/** A file read to its end: the rows together, and what only the end tells. */
export async function readAll(bytes: Uint8Array, mapping?: Mapping) {
  const read = await readWorkbook(bytes, mapping && { mapping })
  if (read.state !== 'found') return read
  const rows: ReadRow[] = []
  for (;;) {
    const { done, value } = await read.rows.next()
    if (!done) rows.push(...value)
    // -- columns are only asked for before the rows
    else if (value.state !== 'whole') return value as { state: Exclude<Refusal, 'no_email_column'> }
    else {
      const { blank, hiddenRows, mergedCells } = value
      return { state: 'whole' as const, rows, blank, sheet: { ...read.sheet, hiddenRows, mergedCells } }
    }
  }
}
