import { eq, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { groupMembers, groups, users } from '#src/db/schema/index.ts'
import { recordEventWhere } from '../events/event.ts'
import { isStillAllowed, stillHolds } from '../users/administers.ts'
import type { Actor } from '../users/user.ts'

/** Puts a registered person into a group. Who is in it already stays in it: a second click changes nothing. */
export async function addMember(
  db: Database,
  groupPublicId: string,
  emailKey: string,
  actor: Actor,
  now: number,
): Promise<{ outcome: 'added' | 'not_registered' | 'unknown' | 'forbidden' }> {
  const [pair] = await db
    .select({ groupId: groups.id, userId: users.id, user: users.publicId })
    .from(groups)
    .leftJoin(users, eq(users.email, emailKey))
    .where(eq(groups.publicId, groupPublicId))
  if (!pair) return { outcome: 'unknown' }
  const { groupId, userId, user } = pair
  if (userId === null) return { outcome: 'not_registered' }
  const event = { at: now, actorId: actor.id, action: 'group_member_added', details: { user } }
  const isNew = sql`not exists (
    select 1 from ${groupMembers} where group_id = ${groupId} and user_id = ${userId})
    and ${stillHolds(actor)}`
  await db.batch([
    recordEventWhere(db, { ...event, subjectType: 'group', subjectId: groupPublicId }, isNew),
    db.run(sql`insert into ${groupMembers} (group_id, user_id, added_at)
      select ${groupId}, ${userId}, ${now} where ${isNew}`),
  ])
  return { outcome: (await isStillAllowed(db, actor)) ? 'added' : 'forbidden' }
}
