import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { administers } from '../users/administers.ts'

/** Stops a confirmed batch whose confirmer no longer administers: nobody may grant what they could not grant now. */
export async function stopBatch(db: Database, batchId: number, now: number): Promise<void> {
  const isOrphaned = sql`id = ${batchId} and state = 'confirmed'
    and not exists (select 1 from users where users.id = batches.confirmed_by and ${administers('users')})`
  await db.batch([
    db.run(sql`insert into events (at, actor_id, action, subject_type, subject_id, details)
      select ${now}, null, 'batch_stopped', 'batch', public_id, json_object('reason', 'confirmer_not_admin')
      from batches where ${isOrphaned}`),
    db.run(sql`update batches set state = 'cancelled', finished_at = ${now} where ${isOrphaned}`),
  ])
}
