import type { Database } from '#src/db/client.ts'
import { pageRows } from '#src/db/paging.ts'
import { holdsTyped } from './contains-typed.ts'
import {
  type FoundChunk,
  type FoundRow,
  foundFrom,
  type PlacedRow,
  rowsOf,
  toPlaced,
} from './select-found.ts'

/**
 * The rows of a draft whose addresses or name contain what was typed, in any list, and before them the row with that number: one
 * more than is shown. `found` are the first chunks that may hold some, looked through here; `numbered` is the chunk with that row.
 * Where a page is not filled by them, the database looks through the others.
 */
export async function searchDraft(
  db: Database,
  batchId: number,
  typed: string,
  { found, numbered }: { found: readonly FoundChunk[]; numbered: readonly FoundChunk[] },
): Promise<PlacedRow[]> {
  const isMeant = ({ row }: PlacedRow) => row.row === numberIn(typed)
  const holds = holdsTyped(typed)
  const first = [
    ...numbered.flatMap(rowsOf).filter(isMeant),
    ...found.flatMap(rowsOf).filter((placed) => !isMeant(placed) && holds(textOf(placed))),
  ]
  const last = found.at(-1)
  const left = pageRows + 1 - first.length
  if (left <= 0 || !last || found.length < firstFound) return first.slice(0, pageRows + 1)
  const others = await db.all<FoundRow>(foundFrom(batchId, typed, last.position + 1, left + 1))
  return [...first, ...others.map(toPlaced).filter((placed) => !isMeant(placed))].slice(0, pageRows + 1)
}

/** Of the chunks that may hold what was typed, so many come with the page. */
export const firstFound = 4

/** The number of a row that was typed, bare or in groups, as pages show it. */
export function numberIn(typed: string): number | undefined {
  const bare = typed.replaceAll(/(?<=\d)[\s.,](?=\d{3}(?!\d))/g, '')
  return /^\d{1,7}$/.test(bare) ? Number(bare) : undefined
}

function textOf({ row: { address, firstName, lastName, postalAddress } }: PlacedRow): string {
  return [address, firstName, lastName, postalAddress].filter(Boolean).join(' ')
}
