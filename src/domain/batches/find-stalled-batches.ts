import { and, asc, eq, lte } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { batches } from '#src/db/schema/index.ts'

/** So long after its last slice a batch is taken up again. */
export const stalledMs = 2 * 60 * 1000
const batchesAtOnce = 20

/** Confirmed batches that nothing has moved on for two minutes: the message of their next slice was lost. */
export async function findStalledBatches(db: Database, now: number): Promise<number[]> {
  const stalled = await db
    .select({ id: batches.id })
    .from(batches)
    .where(and(eq(batches.state, 'confirmed'), lte(batches.advancedAt, now - stalledMs)))
    .orderBy(asc(batches.advancedAt))
    .limit(batchesAtOnce)
  return stalled.map(({ id }) => id)
}
