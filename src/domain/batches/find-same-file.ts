import { sql } from 'drizzle-orm'
import type { BatchState } from './batch.ts'

export type SameFile = { publicId: string; createdAt: number; state: BatchState }

/** So many of the newest batches are looked at: fingerprints have no index. */
const batchesLookedAt = 100

/**
 * The newest other batch that came of the same file as the row of `batches`, byte for byte, as JSON. Drafts that were thrown away do
 * not count.
 */
export const sameFileAsJson = sql<string | null>`iif("batches"."file_sha256" is null, null, (
  select json_object('publicId', newest.public_id, 'createdAt', newest.created_at, 'state', newest.state)
  from (select * from batches order by id desc limit ${batchesLookedAt}) newest
  where newest.file_sha256 = "batches"."file_sha256" and newest.id <> "batches"."id" and newest.read_at is not null
    and (newest.state <> 'cancelled' or newest.confirmed_at is not null)
  order by newest.id desc limit 1))`
