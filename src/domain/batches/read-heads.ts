import { asc, eq, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { batchChunks } from '#src/db/schema/index.ts'
import type { ChunkTally } from './batch.ts'
import type { ChunkHead } from './chunk.ts'
import type { CheckedRow } from './row.ts'

/** A chunk where it stands, without its rows. */
export type StoredHead = ChunkHead & { position: number; tally: ChunkTally }

/** A row with what its chunk says of it. */
export type StoredRow = Pick<ChunkHead, 'outcome' | 'makesAdmins'> & { row: CheckedRow }

/** All chunks of a batch without their rows: about one per thousand people. */
export async function readHeads(db: Database, batchId: number): Promise<StoredHead[]> {
  const { position, outcome, choice, makesAdmins, rowCount, tally } = batchChunks
  const heads = await db
    .select({ position, outcome, choice, makesAdmins, rowCount, tally })
    .from(batchChunks)
    .where(eq(batchChunks.batchId, batchId))
    .orderBy(asc(position))
  return heads.map((head) => ({ ...head, tally: head.tally as ChunkTally })) // -- written by drafts alone
}

/** The same of the row of `batches`, as JSON. */
export const headsAsJson = sql<string>`(select json_group_array(json_object('position', c.position, 'outcome', c.outcome,
    'choice', c.choice, 'makesAdmins', json(iif(c.makes_admins, 'true', 'false')), 'rowCount', c.row_count,
    'tally', json(c.tally)))
  from (select position, outcome, choice, makes_admins, row_count, tally from batch_chunks
    where batch_id = "batches"."id" order by position) c)`
