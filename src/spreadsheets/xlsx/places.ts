import { sheetColumnsMax, sheetRowsMax } from '#src/spreadsheets/sheet.ts'

export type CellPlace = { row: number; column: number }

/** The place of a cell such as `B17`, the first of all being 0, 0. */
export function placeOf(reference: string): CellPlace | undefined {
  const [, letters = '', digits = ''] = /^\$?([a-z]{1,3})\$?([1-9]\d{0,6})$/i.exec(reference) ?? []
  const place = { row: Number(digits) - 1, column: columnOf(letters) }
  return place.row >= 0 && place.row < sheetRowsMax && place.column < sheetColumnsMax ? place : undefined
}

/** The position of the column that a reference begins with; -1 when it begins with none. */
export function columnOf(reference: string): number {
  let column = 0
  for (let at = 0; at < reference.length; at++) {
    const letter = (reference.charCodeAt(at) | 0x20) - 0x60
    if (letter < 1 || letter > 26) break
    column = column * 26 + letter
  }
  return column - 1
}
