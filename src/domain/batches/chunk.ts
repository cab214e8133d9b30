import { type BatchCounts, type ChunkTally, chunkRows, type RowChoice, type RowOutcome } from './batch.ts'
import type { PlannedRow } from './plan-row.ts'
import type { CheckedRow } from './row.ts'

/** Rows of one outcome, as they are stored. */
export type Chunk = ChunkHead & { tally: ChunkTally; rows: string }

/** A chunk without its rows. */
export type ChunkHead = {
  outcome: RowOutcome
  choice: RowChoice | null
  makesAdmins: boolean
  rowCount: number
}

/** Most bytes of a chunk: D1 stores and binds texts of up to 2 MB. */
const chunkBytesMax = 1_000_000

/** Sorts planned rows into chunks of about a thousand, fewer where long messages make them heavy. */
export type ChunkBuilder = {
  /** Takes rows in, and answers with the chunks that are full. */
  add(planned: readonly PlannedRow[]): Chunk[]
  /** The chunks that are still open. */
  rest(): Chunk[]
}

export function chunkBuilder(): ChunkBuilder {
  const open = new Map<string, OpenChunk>()
  return {
    add: (planned) => planned.flatMap((row) => addRow(open, row)),
    rest: () => [...open.values()].map(closed),
  }
}

type OpenChunk = ChunkHead & { tally: ChunkTally; pieces: string[]; bytes: number }

function addRow(open: Map<string, OpenChunk>, planned: PlannedRow): Chunk[] {
  const { outcome, choice = null, makesAdmins, row } = planned
  const kind = `${outcome} ${choice} ${makesAdmins}`
  const json = JSON.stringify(row)
  const size = Buffer.byteLength(json)
  const before = open.get(kind)
  const isFull = before && (before.rowCount === chunkRows || before.bytes + size > chunkBytesMax)
  const chunk =
    !before || isFull
      ? { outcome, choice, makesAdmins, rowCount: 0, tally: emptyTally(), pieces: [], bytes: 0 }
      : before
  chunk.pieces.push(json)
  chunk.bytes += size
  chunk.rowCount++
  tally(chunk.tally, row)
  open.set(kind, chunk)
  return isFull ? [closed(before)] : []
}

function closed({ pieces, bytes: _, ...chunk }: OpenChunk): Chunk {
  return { ...chunk, rows: `[${pieces.join(',')}]` }
}

/** What the given rows receive. */
export function tallyOf(rows: readonly CheckedRow[]): ChunkTally {
  const counted = emptyTally()
  for (const row of rows) tally(counted, row)
  return counted
}

function emptyTally(): ChunkTally {
  return { grants: {}, groups: {}, projects: {}, locales: {}, ownMessages: 0, problems: {} }
}

function tally(counted: ChunkTally, { grantId, gains, locale, message, problems }: CheckedRow): void {
  count(counted.locales, locale)
  if (message !== undefined) counted.ownMessages++
  if (problems)
    for (const key of new Set(problems.map((problem) => problem.key))) count(counted.problems, key)
  if (gains) {
    for (const name of gains.groups ?? []) count(counted.groups, name)
    for (const name of gains.projects ?? []) count(counted.projects, name)
  } else if (grantId !== undefined) count(counted.grants, String(grantId))
}

/** Keys are languages, ids and names of ours, and no name can be one that an object brings with it. */
function count(counts: Record<string, number>, key: string): void {
  counts[key] = (Object.hasOwn(counts, key) ? (counts[key] ?? 0) : 0) + 1
}

/** The counts of a draft, from all its chunks. */
export function countChunks(heads: readonly ChunkHead[], blank: number): BatchCounts {
  const counts: BatchCounts = {
    ...{ invite: 0, add: 0, unchanged: 0, renew: 0, skip: 0, problem: 0 },
    ...{ blank, admins: 0, existing: 0, codes: 0 },
  }
  for (const { outcome, choice, makesAdmins, rowCount } of heads) {
    counts[outcome] += rowCount
    if (choice !== null) counts[choice] += rowCount
    if (wouldMakeAdmins({ outcome, makesAdmins })) counts.admins += rowCount
  }
  return counts
}

/** Whether carrying the rows out would make administrators; an invitation that is left as it is makes none. */
export function wouldMakeAdmins({
  outcome,
  makesAdmins,
}: Pick<ChunkHead, 'outcome' | 'makesAdmins'>): boolean {
  return makesAdmins && outcome !== 'skip' && outcome !== 'problem'
}
