import { and, eq, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { type Place, pageRows, readFrom } from '#src/db/paging.ts'
import { groupMembers, users } from '#src/db/schema/index.ts'
import { isBeyond, type LinkedPerson } from '../users/select-people.ts'
import { isMemberOf, meetsGroup } from './meets-conditions.ts'
import type { SmartGroups } from './smart-groups.ts'

export type Member = Omit<LinkedPerson, 'addedAt'> & {
  /** When an invitation or a person put this member into the group; null for who only meets its conditions. */
  addedAt: number | null
  /** Meets the conditions of the group; nobody does in a manual one. */
  isMeeting: boolean
}

/**
 * The members of a smart group: who meets its conditions, and who was put there. People are looked through from the
 * newest on until the page is full, because no index knows who meets what.
 */
export function selectMembers(db: Database, groupId: number, smart: SmartGroups, place: Place) {
  const { sort } = readFrom('descending', place)
  const wasPut = and(eq(groupMembers.userId, users.id), eq(groupMembers.groupId, groupId))
  return db
    .select({
      publicId: users.publicId,
      email: users.email,
      firstName: users.firstName,
      lastName: users.lastName,
      addedAt: groupMembers.addedAt,
      isMeeting: sql`${meetsGroup(groupId, smart)}`.mapWith(Boolean),
    })
    .from(users)
    .leftJoin(groupMembers, wasPut)
    .where(and(isMemberOf(groupId, smart), isBeyond(users.id, place)))
    .orderBy(sort(users.id))
    .limit(pageRows + 1)
}
