import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'

/** So long after its last slice an action is taken up again. */
export const stalledMs = 2 * 60 * 1000
const actionsAtOnce = 20

/** Confirmed bulk actions that nothing has moved on for two minutes: the message of their next slice was lost. */
export async function findStalledBulkActions(db: Database, now: number): Promise<number[]> {
  const stalled = await db.all<{ id: number }>(sql`select id from bulk_actions
    where state = 'confirmed' and advanced_at <= ${now - stalledMs} order by advanced_at limit ${actionsAtOnce}`)
  return stalled.map(({ id }) => id)
}
