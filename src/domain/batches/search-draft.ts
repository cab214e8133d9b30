import type { Database } from '#src/db/client.ts'
import { pageRows } from '#src/db/paging.ts'
import { holdsTyped } from './contains-typed.ts'
import { chunksWith, type FoundChunk, type PlacedRow, rowsOf } from './select-found.ts'

/** Where the first chunks did not fill a page, so many more are read at a time. */
const moreFound = 10

/** The number of a row that was typed. */
export function numberIn(typed: string): number | undefined {
  return /^\d{1,7}$/.test(typed) ? Number(typed) : undefined
}

/**
 * The rows of a draft whose addresses or name contain what was typed, in any list, and before them the row with that number: one
 * more than is shown. `first` are the first `count` chunks that may hold some, `numbered` the chunk with that row.
 */
export async function searchDraft(
  db: Database,
  batchId: number,
  typed: string,
  {
    first,
    count,
    numbered,
  }: { first: readonly FoundChunk[]; count: number; numbered: readonly FoundChunk[] },
): Promise<PlacedRow[]> {
  const isMeant = ({ row }: PlacedRow) => row.row === numberIn(typed)
  const found = numbered.flatMap(rowsOf).filter(isMeant)
  let [chunks, asked] = [first, count]
  while (chunks.length > 0) {
    found.push(...chunks.flatMap(rowsOf).filter((one) => !isMeant(one) && holds(one, typed)))
    if (found.length > pageRows || chunks.length < asked) break
    const next = (chunks.at(-1)?.position ?? 0) + 1
    asked = moreFound
    chunks = await db.all<FoundChunk>(chunksWith(batchId, typed, next, asked))
  }
  return found.slice(0, pageRows + 1)
}

function holds({ row }: PlacedRow, typed: string): boolean {
  const { address, firstName, lastName, postalAddress } = row
  return holdsTyped([address, firstName, lastName, postalAddress].filter(Boolean).join(' '), typed)
}
