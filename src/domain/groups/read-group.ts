import { eq } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { type Place, toPage } from '#src/db/paging.ts'
import { groupMembers, groups } from '#src/db/schema/index.ts'
import { selectPeople } from '../users/select-people.ts'
import { type GroupHead, groupHead, readAllGroups, smartAmong, toGroupHead } from './read-all-groups.ts'
import { lookedAtMax, type MemberPage, readSmartMembers } from './select-members.ts'

export type { GroupHead } from './read-all-groups.ts'

export type Group = GroupHead & {
  members: MemberPage
  /** All groups, this one among them: its conditions may name any. */
  all: readonly GroupHead[]
}

/** One group with a page of its members, those who registered last first: two statements. */
export async function readGroup(
  db: Database,
  publicId: string,
  place: Place,
  timeZone: string,
  looked = lookedAtMax,
): Promise<Group | null> {
  const all = await readAllGroups(db)
  const group = all.find((one) => one.publicId === publicId)
  if (!group) return null
  const members = group.conditions
    ? await readSmartMembers(db, group.id, smartAmong(all, timeZone), place, looked)
    : await readPutMembers(db, group.id, place)
  return { ...group, ...countOnPage(members, place), members, all }
}

export async function readGroupHead(db: Database, publicId: string): Promise<GroupHead | null> {
  const [found] = await db.select(groupHead).from(groups).where(eq(groups.publicId, publicId))
  return found ? toGroupHead(found) : null
}

/** A manual group's members are found by its links alone, however many people there are. */
async function readPutMembers(db: Database, groupId: number, place: Place): Promise<MemberPage> {
  const people = await selectPeople(db, groupMembers, eq(groupMembers.groupId, groupId), place)
  const page = toPage(
    people.map((person) => ({ ...person, isMeeting: false })),
    place,
  )
  return { ...page, isCut: false }
}

/** Where one page holds them all, their number is known as of now. */
function countOnPage({ rows, next, isCut }: MemberPage, { after, before }: Place) {
  const isWhole = after === undefined && before === undefined && next === undefined && !isCut
  return isWhole && { memberCount: rows.length, countedAt: null }
}
