import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import type { NewEvent } from '../events/event.ts'
import { chunkRows } from './batch.ts'
import { changeDraft, isAsSeen, type SeenDraft } from './change-draft.ts'
import { type Chunk, type ChunkHead, chunkBuilder, countChunks, tallyOf } from './chunk.ts'
import { readChunkRows } from './draft-rows.ts'
import type { PlannedRow } from './plan-row.ts'
import { readHeads, type StoredHead } from './read-heads.ts'
import type { CheckedRow } from './row.ts'

/** A row that has been planned anew, and the chunk it was in. */
export type Replanned = { position: number; planned: PlannedRow }

/**
 * Puts rows that have been planned anew into chunks of their new outcome; tallies and counts follow, the journal gets a
 * line. All of it or nothing: false when the draft is another than the one seen.
 */
export async function replaceRows(
  db: Database,
  draft: SeenDraft,
  replanned: readonly Replanned[],
  event: NewEvent,
): Promise<boolean> {
  const heads = await readHeads(db, draft.id)
  const targets = targetsOf(heads, replanned)
  const touched = [...replanned.map(({ position }) => position), ...targets.values()]
  const positions = [...new Set(touched)].filter((position) => position < heads.length)
  const stored = await readChunkRows(db, draft.id, positions)
  const chunks = rebuild(heads, stored, replanned, targets)
  const after = new Map<number, ChunkHead>(heads.map((head) => [head.position, head]))
  for (const chunk of chunks) after.set(chunk.position, chunk)
  const counts = JSON.stringify(countChunks([...after.values()], draft.counts.blank))
  const values = sql`counts = ${counts}, chunk_count = ${after.size}`
  const writes = chunks.map((chunk) => writeChunk(db, draft, chunk))
  return changeDraft(db, draft, event, writes, values)
}

type Kind = Pick<ChunkHead, 'outcome' | 'choice' | 'makesAdmins'>
type PlacedChunk = Chunk & { position: number }

/** Where rows of each kind go: the last chunk of that kind that has room, else a new one behind all others. */
function targetsOf(heads: readonly StoredHead[], replanned: readonly Replanned[]): Map<string, number> {
  const targets = new Map<string, number>()
  let next = heads.length
  for (const { planned } of replanned) {
    const kind = nameOf(planned)
    if (targets.has(kind)) continue
    const roomy = heads.findLast((head) => nameOf(head) === kind && head.rowCount < chunkRows)
    targets.set(kind, roomy?.position ?? next++)
  }
  return targets
}

function nameOf({
  outcome,
  choice,
  makesAdmins,
}: (Omit<Kind, 'choice'> & Pick<PlannedRow, 'choice'>) | Kind): string {
  return `${outcome} ${choice ?? null} ${makesAdmins}`
}

/** The chunks that change, with their rows in the order of the sheet; one that grows too heavy is divided. */
function rebuild(
  heads: readonly StoredHead[],
  stored: ReadonlyMap<number, readonly CheckedRow[]>,
  replanned: readonly Replanned[],
  targets: ReadonlyMap<string, number>,
): PlacedChunk[] {
  const moved = new Set(replanned.map(({ planned }) => planned.row.row))
  const drawers = new Map<number, PlannedRow[]>()
  for (const [position, rows] of stored) {
    const head = heads[position]
    if (head)
      drawers.set(
        position,
        rows.filter(({ row }) => !moved.has(row)).map((row) => toPlanned(head, row)),
      )
  }
  for (const { planned } of replanned) {
    const position = targets.get(nameOf(planned)) ?? heads.length
    drawers.set(position, [...(drawers.get(position) ?? []), planned])
  }
  let next = Math.max(heads.length, ...[...drawers.keys()].map((position) => position + 1))
  return [...drawers].flatMap(([position, rows]) => {
    const [first, ...others] = pack(rows, heads[position])
    const rest = others.map((chunk) => ({ ...chunk, position: next++ }))
    return first ? [{ ...first, position }, ...rest] : rest
  })
}

function toPlanned({ outcome, choice, makesAdmins }: ChunkHead, row: CheckedRow): PlannedRow {
  return { outcome, ...(choice !== null && { choice }), makesAdmins, row }
}

/** The rows as chunks; an emptied chunk keeps its place. */
function pack(rows: readonly PlannedRow[], head: StoredHead | undefined): Chunk[] {
  const builder = chunkBuilder()
  const full = builder.add(rows.toSorted((a, b) => a.row.row - b.row.row))
  const chunks = [...full, ...builder.rest()]
  if (chunks.length > 0 || head === undefined) return chunks
  const { outcome, choice, makesAdmins } = head
  return [{ outcome, choice, makesAdmins, rowCount: 0, tally: tallyOf([]), rows: '[]' }]
}

function writeChunk(db: Database, draft: SeenDraft, chunk: PlacedChunk) {
  const { position, outcome, choice, makesAdmins, rowCount, tally, rows } = chunk
  return db.run(sql`
    insert into batch_chunks (batch_id, position, outcome, choice, makes_admins, row_count, tally, rows)
    select id, ${position}, ${outcome}, ${choice}, ${Number(makesAdmins)}, ${rowCount}, ${JSON.stringify(tally)}, ${rows}
    from batches where ${isAsSeen(draft)}
    on conflict (batch_id, position) do update set outcome = excluded.outcome, choice = excluded.choice,
      makes_admins = excluded.makes_admins, row_count = excluded.row_count, tally = excluded.tally, rows = excluded.rows`)
}
