import { eq, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { batchChunks, batches } from '#src/db/schema/index.ts'
import { recordEvent } from '../events/event.ts'
import { newPublicId } from '../ids/new-public-id.ts'
import type { Actor } from '../users/user.ts'
import type { BatchOptions, BatchSource } from './batch.ts'
import { type Chunk, type ChunkHead, countChunks } from './chunk.ts'
import type { RowsEnd } from './row.ts'

/** A batch as its form gave it, without its rows. */
export type BatchHead = {
  source: BatchSource
  options: BatchOptions
  fileName?: string
  fileSha256?: string
}

/** A draft that is being written. Nobody sees it before `finish`; what breaks off in between is swept up by the clock. */
export type OpenDraft = {
  publicId: string
  write(chunks: readonly Chunk[]): Promise<void>
  /** Writes the last chunks and lets the draft be seen, with its counts, all at once. */
  finish(chunks: readonly Chunk[], end: WholeEnd): Promise<void>
  discard(): Promise<void>
}

type WholeEnd = Extract<RowsEnd, { state: 'whole' }>

/** Chunks of one statement: D1 binds at most 100 parameters, of which a chunk takes eight. */
const chunksAtOnce = 12
/** Most characters of one statement's chunks. */
const charactersAtOnce = 4_000_000

export async function openDraft(
  db: Database,
  head: BatchHead,
  actor: Actor,
  now: number,
): Promise<OpenDraft> {
  const publicId = newPublicId()
  const heads: ChunkHead[] = []
  const [opened] = await db
    .insert(batches)
    .values({
      ...head,
      publicId,
      counts: countChunks([], 0),
      chunkCount: 0,
      createdBy: actor.id,
      createdAt: now,
    })
    .returning({ id: batches.id })
  const batchId = opened?.id ?? 0

  return { publicId, write, finish, discard }

  async function write(chunks: readonly Chunk[]): Promise<void> {
    const [first, ...others] = insertChunks(chunks)
    if (first) await db.batch([first, ...others])
  }

  async function finish(chunks: readonly Chunk[], end: WholeEnd): Promise<void> {
    const lastChunks = insertChunks(chunks)
    const counts = countChunks(heads, end.blank)
    const event = {
      at: now,
      actorId: actor.id,
      action: 'batch_drafted',
      details: { source: head.source, ...counts },
    }
    await db.batch([
      recordEvent(db, { ...event, subjectType: 'batch', subjectId: publicId }),
      ...lastChunks,
      db
        .update(batches)
        .set({ counts, chunkCount: heads.length, options: withEnd(head.options, end), readAt: now })
        .where(eq(batches.id, batchId)),
    ])
  }

  async function discard(): Promise<void> {
    await db.delete(batches).where(eq(batches.id, batchId))
  }

  function insertChunks(chunks: readonly Chunk[]) {
    const rows = chunks.map(({ rows, ...chunk }) => {
      const position = heads.push(chunk) - 1
      return { ...chunk, batchId, position, rows: sql`${rows}`, characters: rows.length }
    })
    return inPortions(rows).map((portion) => db.insert(batchChunks).values(portion))
  }
}

function inPortions<Row extends { characters: number }>(rows: readonly Row[]): Row[][] {
  const portions: Row[][] = []
  let room = 0
  for (const row of rows) {
    const last = portions.at(-1)
    room -= row.characters
    if (last && last.length < chunksAtOnce && room >= 0) last.push(row)
    else {
      portions.push([row])
      room = charactersAtOnce - row.characters
    }
  }
  return portions
}

/** What only the end of a sheet tells. */
function withEnd(options: BatchOptions, { hiddenRows, mergedCells }: WholeEnd): BatchOptions {
  return options.sheet ? { ...options, sheet: { ...options.sheet, hiddenRows, mergedCells } } : options
}
