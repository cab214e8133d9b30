import { and, desc, eq, isNotNull, ne, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { batches } from '#src/db/schema/index.ts'
import type { BatchState } from './batch.ts'

export type SameFile = { publicId: string; createdAt: number; state: BatchState }

/** So many of the newest batches are looked at: fingerprints have no index. */
const batchesLookedAt = 100

/** The newest other batch that came of the same file, byte for byte. Drafts that were thrown away do not count. */
export async function findSameFile(
  db: Database,
  { id, fileSha256 }: { id: number; fileSha256: string | null },
): Promise<SameFile | null> {
  if (!fileSha256) return null
  const newest = db.select().from(batches).orderBy(desc(batches.id)).limit(batchesLookedAt).as('newest')
  const isKept = sql`(${newest.state} <> 'cancelled' or ${newest.confirmedAt} is not null)`
  const [found] = await db
    .select({ publicId: newest.publicId, createdAt: newest.createdAt, state: newest.state })
    .from(newest)
    .where(and(eq(newest.fileSha256, fileSha256), ne(newest.id, id), isNotNull(newest.readAt), isKept))
    .orderBy(desc(newest.id))
    .limit(1)
  return found ?? null
}
