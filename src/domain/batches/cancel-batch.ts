import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { recordEventWhere } from '../events/event.ts'
import { isStillAllowed, stillHolds } from '../users/administers.ts'
import type { Actor } from '../users/user.ts'
import type { BatchState } from './batch.ts'

/** `stopped`: it was on its way, and what was done stays done. */
export type Cancelled = { outcome: 'cancelled' | 'stopped' | 'not_cancellable' | 'unknown' | 'forbidden' }

/** Throws a draft away, or stops a batch that is being carried out; what has been sent stays sent. */
export async function cancelBatch(
  db: Database,
  publicId: string,
  actor: Actor,
  now: number,
): Promise<Cancelled> {
  const isCancellable = sql`public_id = ${publicId} and state in ('draft', 'confirmed') and read_at is not null
    and ${stillHolds(actor)}`
  const event = { at: now, actorId: actor.id, action: 'batch_cancelled' }
  const [seen, , cancelled] = await db.batch([
    db.all<{ state: BatchState }>(
      sql`select state from batches where public_id = ${publicId} and read_at is not null`,
    ),
    recordEventWhere(
      db,
      { ...event, subjectType: 'batch', subjectId: publicId },
      sql`exists (select 1 from batches where ${isCancellable})`,
    ),
    db.all(
      sql`update batches set state = 'cancelled', finished_at = ${now} where ${isCancellable} returning id`,
    ),
  ])
  if (cancelled.length > 0) return { outcome: seen[0]?.state === 'confirmed' ? 'stopped' : 'cancelled' }
  if (seen.length === 0) return { outcome: 'unknown' }
  return { outcome: (await isStillAllowed(db, actor)) ? 'not_cancellable' : 'forbidden' }
}
