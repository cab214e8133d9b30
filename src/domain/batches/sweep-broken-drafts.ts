import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'

/** No file is read for so long: whoever was reading it has died. */
const patienceMs = 60 * 60 * 1000
const draftsAtOnce = 5

/** Removes drafts whose reading broke off, with the rows that had been written. Nobody has ever seen them. */
export async function sweepBrokenDrafts(db: Database, now: number): Promise<void> {
  await db.run(sql`delete from batches where id in (select id from batches
    where state = 'draft' and read_at is null and created_at <= ${now - patienceMs} order by id limit ${draftsAtOnce})`)
}
