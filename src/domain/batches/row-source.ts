import { chunkRows } from './batch.ts'
import type { ReadRow, RowSource } from './row.ts'

/** Rows of which each is a code for a letter to nobody in particular, a thousand at a time. */
export async function* emptyRows(count: number): RowSource {
  for (let from = 0; from < count; from += chunkRows)
    yield Array.from({ length: Math.min(chunkRows, count - from) }, (_, at) => ({
      row: from + at + 1,
      values: {},
    }))
  return { state: 'whole', blank: 0, hiddenRows: 0, mergedCells: 0 }
}

/** Rows that have been read as a whole, such as those of a typed list. */
export async function* rowSourceOf(rows: readonly ReadRow[]): RowSource {
  yield rows
  return { state: 'whole', blank: 0, hiddenRows: 0, mergedCells: 0 }
}
