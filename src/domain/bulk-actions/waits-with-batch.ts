import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import type { BulkAction } from './bulk-action.ts'

/**
 * Whether mails that an act on many writes may wait because a batch is paused: that of its filter; of a draft any, where others may be
 * among those chosen. Few batches are paused at a time; who of the chosen belongs to them is not looked for, and afterwards one may have
 * been paused long after their mails had left.
 */
export async function waitsWithBatch(db: Database, { kind, filter, state }: BulkAction): Promise<boolean> {
  if (kind !== 'remind' && kind !== 'send_again') return false
  if (state !== 'draft' && filter?.batch === undefined) return false
  const isMeant = filter?.batch === undefined ? sql`true` : sql`public_id = ${filter.batch}`
  const found = await db.all(sql`
    select 1 from batches indexed by batches_paused where paused_at is not null and ${isMeant} limit 1`)
  return found.length > 0
}
