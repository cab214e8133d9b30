import { eq } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { type Paged, type Place, toPage } from '#src/db/paging.ts'
import { groupMembers, groups } from '#src/db/schema/index.ts'
import { selectPeople } from '../users/select-people.ts'
import { type GroupConditions, readConditions } from './conditions.ts'
import { countMembers } from './count-members.ts'
import type { GroupKind, GroupNames } from './group.ts'
import { type Member, selectMembers } from './select-members.ts'
import { readSmartGroups, type SmartGroups } from './smart-groups.ts'

export type GroupHead = GroupNames & {
  id: number
  publicId: string
  kind: GroupKind
  /** Null for a manual group, and for a smart one that has none yet. */
  conditions: GroupConditions | null
  createdAt: number
}

export type Group = GroupHead & {
  memberCount: number
  members: Paged<Member>
}

/** One group with a page of its members, those who registered last first. */
export async function readGroup(
  db: Database,
  publicId: string,
  place: Place,
  timeZone: string,
): Promise<Group | null> {
  const [group, smart] = await Promise.all([readGroupHead(db, publicId), readSmartGroups(db, timeZone)])
  if (!group) return null
  const [counts, members] = await Promise.all([
    countMembers(db, [group.id], smart),
    readMembers(db, group, smart, place),
  ])
  return { ...group, memberCount: counts.get(group.id) ?? 0, members: toPage(members, place) }
}

export async function readGroupHead(db: Database, publicId: string): Promise<GroupHead | null> {
  const [found] = await db
    .select({
      id: groups.id,
      publicId: groups.publicId,
      name: groups.name,
      names: groups.names,
      kind: groups.kind,
      conditions: groups.conditions,
      createdAt: groups.createdAt,
    })
    .from(groups)
    .where(eq(groups.publicId, publicId))
  return found ? { ...found, conditions: readConditions(found.conditions) } : null
}

/** A manual group's members are found by its links alone, however many people there are. */
async function readMembers(
  db: Database,
  { id, conditions }: GroupHead,
  smart: SmartGroups,
  place: Place,
): Promise<Member[]> {
  if (conditions) return selectMembers(db, id, smart, place)
  const people = await selectPeople(db, groupMembers, eq(groupMembers.groupId, id), place)
  return people.map((person) => ({ ...person, isMeeting: false }))
}
