import { and, eq, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { groupMembers, groups, users } from '#src/db/schema/index.ts'
import { recordEventWhere } from '../events/event.ts'
import type { Actor } from '../users/user.ts'

/** Takes a person out of a group. Who is not in it stays out: a second click changes nothing. */
export async function removeMember(
  db: Database,
  groupPublicId: string,
  userPublicId: string,
  actor: Actor,
  now: number,
): Promise<void> {
  const member = and(
    eq(groupMembers.groupId, sql`(select id from ${groups} where public_id = ${groupPublicId})`),
    eq(groupMembers.userId, sql`(select id from ${users} where public_id = ${userPublicId})`),
  )
  const event = {
    at: now,
    actorId: actor.id,
    action: 'group_member_removed',
    details: { user: userPublicId },
  }
  await db.batch([
    recordEventWhere(
      db,
      { ...event, subjectType: 'group', subjectId: groupPublicId },
      sql`exists (select 1 from ${groupMembers} where ${member})`,
    ),
    db.delete(groupMembers).where(member),
  ])
}
