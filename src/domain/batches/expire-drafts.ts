import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { jsonList } from '#src/db/json-list.ts'
import type { Settings } from '#src/env.ts'
import { dayMs } from '../time/day.ts'

const draftsAtOnce = 5

/**
 * Cancels drafts that nobody has confirmed in time, and erases their rows with those of drafts that were thrown away. Who
 * confirms at this very moment is either before it, and the batch is carried out, or finds it cancelled.
 */
export async function expireDrafts(
  db: Database,
  { draftRetentionDays }: Pick<Settings, 'draftRetentionDays'>,
  now: number,
): Promise<void> {
  const isDue = sql`state in ('draft', 'cancelled') and confirmed_at is null and read_at is not null
    and erased_at is null and created_at <= ${now - draftRetentionDays * dayMs}`
  const due = await db.all<{ id: number }>(
    sql`select id from batches where ${isDue} order by id limit ${draftsAtOnce}`,
  )
  if (due.length === 0) return
  const isMeant = sql`id in (select value from ${jsonList(due.map(({ id }) => id))}) and ${isDue}`
  await db.batch([
    db.run(sql`insert into events (at, actor_id, action, subject_type, subject_id, details)
      select ${now}, null, 'batch_cancelled', 'batch', public_id, json_object('reason', 'draft_expired')
      from batches where state = 'draft' and ${isMeant}`),
    db.run(sql`delete from batch_chunks where batch_id in (select id from batches where ${isMeant})`),
    db.run(sql`update batches set state = 'cancelled', finished_at = coalesce(finished_at, ${now}),
      erased_at = ${now} where ${isMeant}`),
  ])
}
