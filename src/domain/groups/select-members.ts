import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { type Paged, type Place, pageRows, toPage } from '#src/db/paging.ts'
import { groupMembers, users } from '#src/db/schema/index.ts'
import { union } from '#src/db/union.ts'
import { lookThrough } from '../users/look-through.ts'
import type { LinkedPerson } from '../users/select-people.ts'
import { type FoundPeople, findMeeting, findPut } from './find-members.ts'
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

/** How many people are looked at for one page, where no index knows who meets what. */
export const lookedAtMax = 5000

type Row = Omit<Member, 'isMeeting'> & { id: number; isMeeting: number; isLast: number }

/**
 * A page of the members of a smart group: who meets its conditions, and who was put there. Where the index does not know who meets
 * them, people are looked through from the newest on until the page is full, or so many were looked at; then the list goes on at
 * the last of these.
 */
export async function readSmartMembers(
  db: Database,
  groupId: number,
  smart: SmartGroups,
  place: Place,
  looked: number,
): Promise<MemberPage> {
  const isBackwards = place.before !== undefined
  const order = sql`${isBackwards ? sql`asc` : sql`desc`} limit ${pageRows + 1}`
  const meeting = findMeeting(groupId, smart)
  const everybody = { source: sql`${users}`, condition: isMemberOf(groupId, smart), key: sql`${users.id}` }
  const { last } = lookThrough(sql`id`, place, isBackwards, looked)
  const isMeeting = meetsGroup(groupId, smart)
  const parts = meeting
    ? [
        { ...meeting, isMeeting: sql`1` },
        { ...findPut(groupId), isMeeting },
      ]
    : [{ ...everybody, isMeeting }]
  const rows = await db.all<Row>(sql`
    select * from (${union(parts.map(selectPart))} order by id ${order})
    ${meeting ? sql`` : sql`union all select 0, public_id, '', '', '', null, 0, 1 from (${last})`}`)
  const found = rows.filter(({ isLast }) => isLast === 0).map(toMember)
  const page = toPage(found, place)
  const end = rows.find(({ isLast }) => isLast === 1)
  if (!end || found.length > pageRows) return { ...page, isCut: false }
  return { ...page, [isBackwards ? 'previous' : 'next']: end.publicId, isCut: true }

  function selectPart({ source, condition, key, isMeeting }: FoundPeople & { isMeeting: SQL }): SQL {
    const { isAhead, isWithin } = lookThrough(key, place, isBackwards, looked)
    return sql`select * from (select ${member(groupId, isMeeting)} from ${source}
      where ${condition} and ${isAhead} and ${meeting ? sql`true` : isWithin} order by ${key} ${order})`
  }
}

function member(groupId: number, isMeeting: SQL): SQL {
  const addedAt = sql`(select link.added_at from ${groupMembers} link
    where link.user_id = ${users.id} and link.group_id = ${groupId})`
  return sql`${users.id} as id, ${users.publicId} as publicId, ${users.email} as email, ${users.firstName} as firstName,
    ${users.lastName} as lastName, ${addedAt} as addedAt, ${isMeeting} as isMeeting, 0 as isLast`
}

function toMember({ id: _, isMeeting, isLast: __, ...person }: Row): Member {
  return { ...person, isMeeting: isMeeting === 1 }
}
