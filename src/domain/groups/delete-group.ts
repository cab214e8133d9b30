import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { groups } from '#src/db/schema/index.ts'
import { recordEventWhere } from '../events/event.ts'
import { isStillAllowed, stillHolds } from '../users/administers.ts'
import type { Actor } from '../users/user.ts'

/**
 * Deletes a group for good, and with it who was put there and every promise of it: invitations that stand go on without
 * it, drafts too. Smart groups that ask for its members keep that condition, which nobody meets any more.
 */
export async function deleteGroup(
  db: Database,
  publicId: string,
  actor: Actor,
  now: number,
): Promise<{ outcome: 'deleted' | 'unknown' | 'forbidden' }> {
  const event = { at: now, actorId: actor.id, action: 'group_deleted' }
  const isMeant = and(eq(groups.publicId, publicId), stillHolds(actor))
  const exists = sql`exists (select 1 from ${groups} where ${isMeant})`
  const [, , deleted] = await db.batch([
    recordEventWhere(db, { ...event, subjectType: 'group', subjectId: publicId }, exists),
    noteInBatches(db, isMeant),
    db.delete(groups).where(isMeant).returning({ id: groups.id }),
  ])
  if (deleted.length > 0) return { outcome: 'deleted' }
  return { outcome: (await isStillAllowed(db, actor)) ? 'unknown' : 'forbidden' }
}

/** Lists under review or on their way are told the name: their result says who did not get this group. A draft is then another than the one seen. */
function noteInBatches(db: Database, isMeant: SQL | undefined) {
  return db.run(sql`
    update batches set revision = batches.revision + 1, options = json_set(options, '$.deletedGroups',
      json_patch(coalesce(options -> '$.deletedGroups', '{}'), json_object(cast(gone.id as text), gone.name)))
    from (select id, name from ${groups} where ${isMeant}) gone
    where state in ('draft', 'confirmed') and read_at is not null`)
}
