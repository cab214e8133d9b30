import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { recordEventWhere } from '../events/event.ts'
import { isStillAllowed, stillHolds } from '../users/administers.ts'
import type { Actor } from '../users/user.ts'

/** `not_pausable`: a draft has no mails, and neither has one that was thrown away. */
export type Pause = { outcome: 'paused' | 'already_paused' | 'not_pausable' | 'unknown' | 'forbidden' }

/**
 * Lets the mails of a batch wait because somebody says so, as the fuse does when too many come back: none is claimed any more, and
 * the sweep puts them aside. Carrying the batch out goes on; what it writes waits too.
 */
export async function pauseBatchMails(
  db: Database,
  publicId: string,
  actor: Actor,
  now: number,
): Promise<Pause> {
  const isPausable = sql`public_id = ${publicId} and confirmed_at is not null and paused_at is null
    and ${stillHolds(actor)}`
  const event = { at: now, actorId: actor.id, action: 'batch_mails_paused' }
  const [seen, , paused] = await db.batch([
    db.all<{ confirmed: 0 | 1 }>(
      sql`select confirmed_at is not null as confirmed from batches where public_id = ${publicId} and read_at is not null`,
    ),
    recordEventWhere(
      db,
      { ...event, subjectType: 'batch', subjectId: publicId },
      sql`exists (select 1 from batches where ${isPausable})`,
    ),
    db.all(
      sql`update batches set paused_at = ${now}, pause_reason = 'person' where ${isPausable} returning id`,
    ),
  ])
  if (paused.length > 0) return { outcome: 'paused' }
  const [batch] = seen
  if (!batch) return { outcome: 'unknown' }
  if (!(await isStillAllowed(db, actor))) return { outcome: 'forbidden' }
  return { outcome: batch.confirmed ? 'already_paused' : 'not_pausable' }
}
