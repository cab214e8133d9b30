import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { jsonList } from '#src/db/json-list.ts'
import type { Settings } from '#src/env.ts'
import { dayMs } from '../time/day.ts'

/** A hundred thousand rows are a hundred chunks; what is left over is erased the next minute. */
const batchesAtOnce = 5

/**
 * Erases the rows of batches that are done or cancelled for longer than they are kept, and what came out otherwise than
 * reviewed; the counts stay. Batches are acts of people, few enough to be looked through without an index.
 */
export async function eraseFinishedBatches(
  db: Database,
  { batchRetentionDays }: Pick<Settings, 'batchRetentionDays'>,
  now: number,
): Promise<void> {
  const isDue = sql`state in ('done', 'cancelled') and erased_at is null
    and finished_at <= ${now - batchRetentionDays * dayMs}`
  const due = await db.all<{ id: number }>(
    sql`select id from batches where ${isDue} order by id limit ${batchesAtOnce}`,
  )
  if (due.length === 0) return
  const isMeant = sql`in (select value from ${jsonList(due.map(({ id }) => id))})`
  await db.batch([
    db.run(sql`delete from batch_chunks where batch_id ${isMeant}`),
    db.run(sql`delete from batch_changes where batch_id ${isMeant}`),
    db.run(sql`update batches set erased_at = ${now} where id ${isMeant}`),
  ])
}
