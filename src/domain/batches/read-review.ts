import type { Database } from '#src/db/client.ts'
import { pageRows } from '#src/db/paging.ts'
import type { BatchCounts, BatchOptions } from './batch.ts'
import { wouldMakeAdmins } from './chunk.ts'
import { nameGroups } from './name-groups.ts'
import { adminsNamed, isOn, type Picked, pickAdmins, pickRows } from './pick-rows.ts'
import { readHeads, type StoredHead, type StoredRow } from './read-heads.ts'
import { readParts } from './read-review-parts.ts'
import { firstTab, type Review, type ReviewList, type ReviewView, toReviewed } from './review.ts'
import { sortPromises } from './review-promises.ts'
import { addUpKinds, addUpShares } from './review-sums.ts'
import type { ProblemKey } from './row.ts'
import { searchDraft } from './search-draft.ts'

type Draft = { id: number; options: BatchOptions; counts: BatchCounts; heads?: StoredHead[] }

/**
 * What the review page shows of a draft: sums from the heads of its chunks, and the rows of the few chunks that are looked
 * at. One statement after the heads, however long the list is; a search may need one more to fill its page.
 */
export async function readReview(db: Database, draft: Draft, view: ReviewView = {}): Promise<Review> {
  const heads = draft.heads ?? (await readHeads(db, draft.id))
  const typed = view.typed ?? ''
  const picked = pickRows(draft.counts, heads, view)
  const admins = pickAdmins(draft.counts, heads)
  const positions = typed === '' ? picked.positions : []
  const wanted = { positions: [...new Set([...positions, ...admins])], grantIds: grantsIn(heads), typed }
  const { chunks, lines, numbered, found } = await readParts(db, draft, wanted)
  const { promises, chosen, translated } = sortPromises(lines)
  const stored = chunks
  const show = (row: StoredRow) => toReviewed(row, promises)
  const isSearch = typed !== ''
  const rows = isSearch ? await searchDraft(db, draft.id, typed, { found, numbered }) : cut(picked, stored)
  const list = isSearch ? listFound(draft.counts, typed, rows) : listOf(picked)
  const named = admins.flatMap((position) => stored.get(position) ?? []).filter(wouldMakeAdmins)
  const review = {
    list: { ...list, rows: rows.slice(0, isSearch ? pageRows : rows.length).map(show) },
    kinds: addUpKinds(heads),
    admins: named.slice(0, draft.counts.admins > adminsNamed ? namedFirst : adminsNamed).map(show),
    shares: addUpShares(heads, promises, chosen),
  }
  return nameGroups(review, translated, view.language ?? '')
}

/** Of more administrators than one page names, so many stand for them; the others are on their own list. */
const namedFirst = 20

/** The wanted rows of the wanted chunks; where one page holds the whole list, in the order of the sheet. */
function cut(picked: Picked, stored: ReadonlyMap<number, StoredRow[]>): StoredRow[] {
  const { way, show, problem, positions, from, count, pageCount } = picked
  const rows = positions
    .flatMap((position) => stored.get(position) ?? [])
    .filter((row) => way === 'all' || (isOn(show, row) && hasProblem(row, problem)))
    .slice(from, from + count)
  return pageCount === 1 ? rows.toSorted((a, b) => a.row.row - b.row.row) : rows
}

function hasProblem({ row }: StoredRow, key: ProblemKey | undefined): boolean {
  return key === undefined || (row.problems ?? []).some((problem) => problem.key === key)
}

type ListHead = Omit<ReviewList, 'rows'>

function listOf({ way, show, problem, page, pageCount, total }: Picked): ListHead {
  return { way, show, problem, page, pageCount, total, typed: '', hasMore: false }
}

function listFound(counts: BatchCounts, typed: string, rows: readonly StoredRow[]): ListHead {
  const total = Math.min(rows.length, pageRows)
  const hasMore = rows.length > pageRows
  return { way: 'found', show: firstTab(counts), typed, page: 1, pageCount: 1, total, hasMore }
}

function grantsIn(heads: readonly StoredHead[]): number[] {
  const ids = heads.flatMap(({ tally }) => Object.keys(tally.grants))
  return [...new Set(ids)].map(Number)
}
