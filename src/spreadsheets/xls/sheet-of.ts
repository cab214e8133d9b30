import { type CellObject, SSF, type WorkSheet } from 'xlsx'
import { dateText, isMailTo, textOf } from '#src/spreadsheets/cell-text.ts'
import { errorText } from '#src/spreadsheets/error-text.ts'
import { columnsMax, rowsAtATime, type Sheet, type SheetEnd, type SheetRow } from '#src/spreadsheets/sheet.ts'

type Facts = { name: string; isHidden: boolean; is1904: boolean }
type Cells = readonly (CellObject | undefined)[]

/** A sheet that the library has read, as ours. */
export function sheetOf(sheet: WorkSheet, { name, isHidden, is1904 }: Facts): Sheet {
  return { name, isHidden, rows: () => readRows(sheet, is1904) }
}

async function* readRows(
  sheet: WorkSheet,
  is1904: boolean,
): AsyncGenerator<readonly SheetRow[], SheetEnd, undefined> {
  const grid: readonly (Cells | undefined)[] = sheet['!data'] ?? []
  let rows: SheetRow[] = []
  for (const [at, cells] of grid.entries()) {
    if (!cells) continue
    rows.push(rowOf(cells, { at, isHidden: sheet['!rows']?.[at]?.hidden === true, is1904 }))
    if (rows.length < rowsAtATime) continue
    yield rows
    rows = []
  }
  yield rows
  return { state: 'whole', mergedCells: sheet['!merges']?.length ?? 0 }
}

function rowOf(
  cells: Cells,
  { at, isHidden, is1904 }: { at: number; isHidden: boolean; is1904: boolean },
): SheetRow {
  const near = cells.slice(0, columnsMax)
  const links = new Map<number, string>()
  const broken: number[] = []
  for (const [position, cell] of near.entries()) {
    const target = cell?.l?.Target ?? ''
    if (isMailTo(target)) links.set(position, target)
    if (cell?.t === 'e') broken.push(position)
  }
  return {
    ...{ at, isHidden, cells: Array.from(near, (cell) => shownText(cell, is1904)) },
    ...(links.size > 0 && { links }),
    ...(broken.length > 0 && { broken }),
  }
}

function shownText(cell: CellObject | undefined, is1904: boolean): string {
  if (!cell) return ''
  if (cell.t === 'e') return errorText(Number(cell.v))
  if (typeof cell.v === 'number' && cell.t === 'n' && cell.z !== undefined && SSF.is_date(String(cell.z)))
    return dateText(cell.v, { is1904 })
  return textOf(cell)
}
