import { desc, eq, lt } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
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
  inviterName: string
}

/** `next` is the `before` of the following page, when there is one. */
export type BatchList = { batches: ListedBatch[]; next?: number }

const pageSize = 25

/** The batches, newest first. */
export async function listBatches(db: Database, { before }: { before?: number } = {}): Promise<BatchList> {
  const found = await db
    .select({ batch: batches, inviterName: users.name })
    .from(batches)
    .innerJoin(users, eq(users.id, batches.createdBy))
    .where(before === undefined ? undefined : lt(batches.id, before))
    .orderBy(desc(batches.id))
    .limit(pageSize + 1)
  const shown = found.slice(0, pageSize)
  const last = shown.at(-1)
  return {
    batches: shown.map(({ batch, inviterName }) => toListed(batch, inviterName ?? '')),
    ...(last && found.length > pageSize && { next: last.batch.id }),
  }
}

function toListed(batch: typeof batches.$inferSelect, inviterName: string): ListedBatch {
  const { publicId, source, fileName, state, invitedCount, renewedCount, addedCount, createdAt } = batch
  const counts = batch.counts as BatchCounts // -- written by draftBatch alone
  return {
    ...{ publicId, source, fileName, state, counts, invitedCount, renewedCount, addedCount, createdAt },
    inviterName,
  }
}
