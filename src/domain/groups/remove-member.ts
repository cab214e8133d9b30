import { and, eq, not, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { groupMembers, users } from '#src/db/schema/index.ts'
import { recordEventWhere } from '../events/event.ts'
import { isStillAllowed, stillHolds } from '../users/administers.ts'
import type { Actor } from '../users/user.ts'
import { meetsGroup } from './meets-conditions.ts'
import { readGroupHead } from './read-group.ts'
import { readSmartGroups } from './smart-groups.ts'

/**
 * Takes a person out of a group. Who is not in it stays out: a second click changes nothing. Who meets the conditions of a
 * smart group stays in it, whether put there too or not: `meeting` tells whom nobody can remove.
 */
export async function removeMember(
  db: Database,
  groupPublicId: string,
  userPublicId: string,
  { actor, timeZone, now }: { actor: Actor; timeZone: string; now: number },
): Promise<{ outcome: 'removed' | 'unknown' | 'forbidden' } | { outcome: 'meeting'; name: string }> {
  const [group, smart] = await Promise.all([readGroupHead(db, groupPublicId), readSmartGroups(db, timeZone)])
  if (!group) return { outcome: 'unknown' }
  const isMeeting = meetsGroup(group.id, smart)
  const person = sql`select ${users.id} from ${users} where ${users.publicId} = ${userPublicId} and ${not(isMeeting)}`
  const link = and(
    eq(groupMembers.groupId, group.id),
    sql`${groupMembers.userId} = (${person})`,
    stillHolds(actor),
  )
  const event = {
    at: now,
    actorId: actor.id,
    action: 'group_member_removed',
    details: { user: userPublicId },
  }
  const [, , [stays]] = await db.batch([
    recordEventWhere(
      db,
      { ...event, subjectType: 'group', subjectId: groupPublicId },
      sql`exists (select 1 from ${groupMembers} where ${link})`,
    ),
    db.delete(groupMembers).where(link),
    db
      .select({ name: users.name })
      .from(users)
      .where(and(eq(users.publicId, userPublicId), isMeeting)),
  ])
  if (!(await isStillAllowed(db, actor))) return { outcome: 'forbidden' }
  return stays ? { outcome: 'meeting', name: stays.name ?? '' } : { outcome: 'removed' }
}
