import { pageRows } from '#src/db/paging.ts'
import type { BatchCounts } from './batch.ts'
import { wouldMakeAdmins } from './chunk.ts'
import type { StoredHead } from './read-heads.ts'
import { firstTab, type ReviewTab, type ReviewView } from './review.ts'
import type { ProblemKey } from './row.ts'

/** Up to so many rows, everybody stands on one page. */
const wholeMax = 60
/** Up to so many, all problems and all new administrators stand on one page. */
export const adminsNamed = 200
const problemsShown = 200

/** Which rows of a draft are wanted: the chunks they are in, and which rows of these, counted through. */
export type Picked = {
  way: 'all' | 'tab'
  show: ReviewTab
  problem?: ProblemKey | undefined
  page: number
  pageCount: number
  total: number
  positions: number[]
  from: number
  count: number
}

/** Everybody of a small draft; else the page that was asked for, of the list that was asked for. */
export function pickRows(counts: BatchCounts, heads: readonly StoredHead[], view: ReviewView): Picked {
  const show = view.show ?? firstTab(counts)
  const isPlain = view.show === undefined && view.problem === undefined
  const sum = heads.reduce((total, { rowCount }) => total + rowCount, 0)
  if (isPlain && sum <= wholeMax) {
    const positions = heads.filter(({ rowCount }) => rowCount > 0).map(({ position }) => position)
    return { way: 'all', show, page: 1, pageCount: 1, total: sum, positions, from: 0, count: sum }
  }
  return pickPage(heads, { ...view, show })
}

function pickPage(heads: readonly StoredHead[], view: ReviewView & { show: ReviewTab }): Picked {
  const { show } = view
  const problem = show === 'problem' ? view.problem : undefined
  const sized = heads.map((head) => ({ position: head.position, size: sizeIn(head, show, problem) }))
  const total = sized.reduce((sum, { size }) => sum + size, 0)
  const size = pageSizeOf(show, total)
  const pageCount = Math.max(1, Math.ceil(total / size))
  const page = Math.min(Math.max(view.page ?? 1, 1), pageCount)
  return {
    ...{ way: 'tab', show, problem, page, pageCount, total, count: size },
    ...windowOf(sized, (page - 1) * size, size),
  }
}

/** The chunks that hold the rows from the given one on, and how many rows of the first of these stand before it. */
function windowOf(sized: readonly { position: number; size: number }[], start: number, count: number) {
  const positions: number[] = []
  let before = 0
  let from = 0
  for (const { position, size } of sized) {
    const isIn = size > 0 && before + size > start && before < start + count
    if (isIn && positions.length === 0) from = start - before
    if (isIn) positions.push(position)
    before += size
  }
  return { positions, from }
}

function pageSizeOf(show: ReviewTab, total: number): number {
  if (show === 'admins') return adminsNamed
  return show === 'problem' && total <= problemsShown ? problemsShown : pageRows
}

function sizeIn(head: StoredHead, show: ReviewTab, problem: ProblemKey | undefined): number {
  if (show === 'admins') return wouldMakeAdmins(head) ? head.rowCount : 0
  if (head.outcome !== show) return 0
  return problem === undefined ? head.rowCount : (head.tally.problems[problem] ?? 0)
}

/** The chunks of those who would become administrators: of all, or of the first few where they are too many for one page. */
export function pickAdmins(counts: BatchCounts, heads: readonly StoredHead[]): number[] {
  const positions = heads
    .filter((head) => wouldMakeAdmins(head) && head.rowCount > 0)
    .map(({ position }) => position)
  return counts.admins <= adminsNamed ? positions : positions.slice(0, 1)
}

/** Whether a row of this kind is on this list. */
export function isOn(show: ReviewTab, row: Pick<StoredHead, 'outcome' | 'makesAdmins'>): boolean {
  return show === 'admins' ? wouldMakeAdmins(row) : row.outcome === show
}
