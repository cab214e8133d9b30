import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { recordEventWhere } from '../events/event.ts'
import type { Actor } from '../users/user.ts'
import type { BulkAction } from './bulk-action.ts'
import { mayStillAct } from './bulk-slice.ts'

/** `not_a_draft`: somebody was faster, or it is too old. */
export type BulkConfirmed = { outcome: 'confirmed' } | { outcome: 'not_a_draft' }

/** Releases a draft to be carried out, once, by whoever drafted it and still has the right. */
export async function confirmBulkAction(
  db: Database,
  { id, publicId, kind, total }: Pick<BulkAction, 'id' | 'publicId' | 'kind' | 'total'>,
  actor: Actor,
  now: number,
): Promise<BulkConfirmed> {
  const isReady: SQL = sql`b.id = ${id} and b.state = 'draft' and b.created_by = ${actor.id} and ${mayStillAct(kind)}`
  const event = { at: now, actorId: actor.id, action: 'bulk_confirmed', details: { kind, total } }
  const [, confirmed] = await db.batch([
    recordEventWhere(
      db,
      { ...event, subjectType: 'bulk', subjectId: publicId },
      sql`exists (select 1 from bulk_actions b where ${isReady})`,
    ),
    db.all(sql`update bulk_actions set state = 'confirmed', confirmed_at = ${now}, advanced_at = ${now}
      where id in (select b.id from bulk_actions b where ${isReady}) returning id`),
  ])
  return { outcome: confirmed.length > 0 ? 'confirmed' : 'not_a_draft' }
}
