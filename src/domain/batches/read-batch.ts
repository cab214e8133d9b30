import { and, eq, isNotNull } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import type { Database } from '#src/db/client.ts'
import { batches, users } from '#src/db/schema/index.ts'
import type { BatchCounts, BatchOptions } from './batch.ts'

export type Batch = Omit<typeof batches.$inferSelect, 'options' | 'counts'> & {
  options: BatchOptions
  counts: BatchCounts
  /** Who drafted it, and who confirmed it. */
  inviterName: string
  confirmerName: string | null
}

const inviters = alias(users, 'inviters')
const confirmers = alias(users, 'confirmers')

export async function readBatch(db: Database, publicId: string): Promise<Batch | null> {
  const [found] = await db
    .select({ batch: batches, inviterName: inviters.name, confirmerName: confirmers.name })
    .from(batches)
    .innerJoin(inviters, eq(inviters.id, batches.createdBy))
    .leftJoin(confirmers, eq(confirmers.id, batches.confirmedBy))
    .where(and(eq(batches.publicId, publicId), isNotNull(batches.readAt)))
  if (!found) return null
  const { batch, inviterName, confirmerName } = found
  return {
    ...batch,
    options: batch.options as BatchOptions, // -- written by draftBatch alone
    counts: batch.counts as BatchCounts, // -- written by draftBatch alone
    inviterName: inviterName ?? '',
    confirmerName,
  }
}
