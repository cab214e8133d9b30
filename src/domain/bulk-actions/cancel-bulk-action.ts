import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { recordEventWhere } from '../events/event.ts'
import { stillHolds } from '../users/administers.ts'
import type { Actor } from '../users/user.ts'
import type { BulkAction } from './bulk-action.ts'
import { mayStillAct, withoutSearch } from './bulk-slice.ts'

type Cancellable = Pick<BulkAction, 'id' | 'publicId'>

/**
 * Throws a draft away, or stops what is being carried out: what is done stays done. Whoever saw a draft means only that
 * (`isDraftMeant`): meanwhile it may have been confirmed in another window. Tells whether there was anything to stop.
 */
export async function cancelBulkAction(
  db: Database,
  action: Cancellable,
  actor: Actor,
  now: number,
  isDraftMeant = false,
): Promise<boolean> {
  const states = isDraftMeant ? sql`('draft')` : sql`('draft', 'confirmed')`
  const isRunning = sql`id = ${action.id} and state in ${states} and ${stillHolds(actor)}`
  return cancelWhere(db, action, isRunning, { actorId: actor.id }, now)
}

/** Stops what somebody had confirmed who may not do it any more. */
export async function stopBulkAction(
  db: Database,
  action: Cancellable & Pick<BulkAction, 'kind'>,
  now: number,
): Promise<void> {
  const isOrphaned = sql`id in (select b.id from bulk_actions b
    where b.id = ${action.id} and b.state = 'confirmed' and not ${mayStillAct(action.kind)})`
  await cancelWhere(db, action, isOrphaned, { actorId: null, details: { reason: 'right_lost' } }, now)
}

type By = { actorId: number | null; details?: Record<string, unknown> }

async function cancelWhere(
  db: Database,
  { id, publicId }: Cancellable,
  condition: SQL,
  by: By,
  now: number,
): Promise<boolean> {
  const [, cancelled] = await db.batch([
    recordEventWhere(
      db,
      { at: now, ...by, action: 'bulk_cancelled', subjectType: 'bulk', subjectId: publicId },
      sql`exists (select 1 from bulk_actions where ${condition})`,
    ),
    db.all(sql`update bulk_actions set state = 'cancelled', finished_at = ${now}, filter = ${withoutSearch}
      where ${condition} returning id`),
    forgetUndone(db, id),
  ])
  return cancelled.length > 0
}

/** Chunks that nobody will work through are of no use. */
function forgetUndone(db: Database, id: number) {
  return db.run(sql`delete from bulk_chunks where bulk_action_id = ${id}
    and exists (select 1 from bulk_actions b where b.id = ${id} and b.state = 'cancelled' and position >= b.chunks_done)`)
}
