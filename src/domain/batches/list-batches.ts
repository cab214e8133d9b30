import { and, eq, isNotNull, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { type Paged, type Place, pageRows, readFrom, toPage } from '#src/db/paging.ts'
import { batches, users } from '#src/db/schema/index.ts'
import type { BatchCounts, BatchSource, BatchState } from './batch.ts'

export type ListedBatch = {
  publicId: string
  source: BatchSource
  fileName: string | null
  state: BatchState
  counts: BatchCounts
  invitedCount: number
  renewedCount: number
  addedCount: number
  createdAt: number
  /** Since when its mails wait until somebody has looked. */
  pausedAt: number | null
  inviterName: string
}

/** A page of the batches, newest first. */
export async function listBatches(db: Database, place: Place = {}): Promise<Paged<ListedBatch>> {
  const { beyond, sort } = readFrom('descending', place)
  const anchor = place.before ?? place.after
  const start = sql`(select id from ${batches} where public_id = ${anchor})`
  const found = await db
    .select({ batch: batches, inviterName: users.name })
    .from(batches)
    .innerJoin(users, eq(users.id, batches.createdBy))
    .where(and(isNotNull(batches.readAt), anchor === undefined ? undefined : beyond(batches.id, start)))
    .orderBy(sort(batches.id))
    .limit(pageRows + 1)
  const listed = found.map(({ batch, inviterName }) => toListed(batch, inviterName ?? ''))
  return toPage(listed, place)
}

function toListed(batch: typeof batches.$inferSelect, inviterName: string): ListedBatch {
  const { publicId, source, fileName, state, invitedCount, renewedCount, addedCount, createdAt, pausedAt } =
    batch
  const counts = batch.counts as BatchCounts // -- written by draftBatch alone
  return {
    ...{ publicId, source, fileName, state, counts, invitedCount, renewedCount, addedCount, createdAt },
    ...{ pausedAt, inviterName },
  }
}
