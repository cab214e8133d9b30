import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { type Paged, type Place, pageRows, toPage } from '#src/db/paging.ts'
import { groupMembers, users } from '#src/db/schema/index.ts'
import { lookThrough } from '../users/look-through.ts'
import type { LinkedPerson } from '../users/select-people.ts'
import { isMemberOf, meetsGroup } from './meets-conditions.ts'
import type { SmartGroups } from './smart-groups.ts'

export type Member = Omit<LinkedPerson, 'addedAt'> & {
  /** When an invitation or a person put this member into the group; null for who only meets its conditions. */
  addedAt: number | null
  /** Meets the conditions of the group; nobody does in a manual one. */
  isMeeting: boolean
}

/** `isCut`: not everybody was looked at, so a page may hold few, or nobody, and others may still follow. */
export type MemberPage = Paged<Member> & { isCut: boolean }

/** How many people are looked at for one page, because no index knows who meets what. */
export const lookedAtMax = 5000

type Row = Omit<Member, 'isMeeting'> & { isMeeting: number; isLast: number }

/**
 * A page of the members of a smart group: who meets its conditions, and who was put there. People are looked through from the
 * newest on until the page is full, or so many were looked at; then the list goes on at the last of these.
 */
export async function readSmartMembers(
  db: Database,
  groupId: number,
  smart: SmartGroups,
  place: Place,
  looked: number,
): Promise<MemberPage> {
  const isBackwards = place.before !== undefined
  const { isAhead, isWithin, last } = lookThrough(sql`${users.id}`, place, isBackwards, looked)
  const rows = await db.all<Row>(sql`
    select * from (select ${member(groupId, smart)} from ${users}
      left join ${groupMembers} on ${groupMembers.userId} = ${users.id} and ${groupMembers.groupId} = ${groupId}
      where ${isMemberOf(groupId, smart)} and ${isAhead} and ${isWithin}
      order by ${users.id} ${isBackwards ? sql`asc` : sql`desc`} limit ${pageRows + 1})
    union all select public_id, '', '', '', null, 0, 1 from (${last})`)
  const found = rows.filter(({ isLast }) => isLast === 0).map(toMember)
  const page = toPage(found, place)
  const end = rows.find(({ isLast }) => isLast === 1)
  if (!end || found.length > pageRows) return { ...page, isCut: false }
  return { ...page, [isBackwards ? 'previous' : 'next']: end.publicId, isCut: true }
}

function member(groupId: number, smart: SmartGroups): SQL {
  return sql`${users.publicId} as publicId, ${users.email} as email, ${users.firstName} as firstName,
    ${users.lastName} as lastName, ${groupMembers.addedAt} as addedAt, ${meetsGroup(groupId, smart)} as isMeeting, 0 as isLast`
}

function toMember({ isMeeting, isLast: _, ...person }: Row): Member {
  return { ...person, isMeeting: isMeeting === 1 }
}
