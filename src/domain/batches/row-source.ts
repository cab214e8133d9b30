import type { ReadRow, RowSource } from './row.ts'

/** Rows that have been read as a whole, such as those of a typed list. */
export async function* rowSourceOf(rows: readonly ReadRow[]): RowSource {
  yield rows
  return { state: 'whole', blank: 0, hiddenRows: 0, mergedCells: 0 }
}
