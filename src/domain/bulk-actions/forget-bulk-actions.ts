import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import type { Settings } from '#src/env.ts'
import { dayMs } from '../time/day.ts'

/** How long a draft waits for its confirmation. */
const draftMs = dayMs

/**
 * Throws away what nobody has confirmed within a day, and after as long as rows of batches are kept what tells who was skipped.
 * What was done and counted stays. Bulk actions are acts of people, few enough to be looked through.
 */
export async function forgetBulkActions(
  db: Database,
  { batchRetentionDays }: Pick<Settings, 'batchRetentionDays'>,
  now: number,
): Promise<void> {
  const isOld = sql`created_at <= ${now - draftMs} and (state = 'draft' or (state = 'cancelled' and confirmed_at is null))`
  await db.batch([
    db.run(sql`delete from bulk_chunks where bulk_action_id in (select id from bulk_actions
      where finished_at <= ${now - batchRetentionDays * dayMs})`),
    // Their chunks go with them.
    db.run(sql`delete from bulk_actions where ${isOld}`),
  ])
}
