import { sql } from 'drizzle-orm'
import { users } from '#src/db/schema/index.ts'
import { fact } from '#src/db/terms.ts'
import { hasDomain, readTyped, type Typed } from '#src/db/typed.ts'
import { byIndex, type FoundPeople, findMeeting, findPut } from '../groups/find-members.ts'
import { isMemberOf, wasPutInto } from '../groups/meets-conditions.ts'
import type { SmartGroups } from '../groups/smart-groups.ts'
import type { Role } from '../users/user.ts'

export const userStates = ['active', 'deactivated'] as const
export type UserState = (typeof userStates)[number]

/** Whom a list of users shows; all of it has to be met. Nobody who was erased ever is. */
export type UserFilter = {
  role?: Role | undefined
  /** Public id. */
  group?: string | undefined
  language?: string | undefined
  state?: UserState | undefined
  typed?: string | undefined
}

/** The group of a filter, with what decides who is in it; null where there is none of that id. */
export type FilteredGroup = { id: number; smart: SmartGroups } | null

/** `isWalk`: people have to be looked at who are not meant, because no index knows who is. */
export type MatchingUsers = FoundPeople & { isWalk: boolean }

/**
 * Where the people who meet a filter are found, in the order of their registering: by the links of a manual group, else by the
 * index, else all. `group` is what `findFilteredGroup` knows of the group that the filter names.
 */
export function matchUsers(filter: UserFilter, group: FilteredGroup): MatchingUsers {
  const typed = readTyped(filter.typed ?? '')
  if (typed === null || (filter.group !== undefined && group === null)) return nobody
  const isTyped = typed.words.length > 0
  if (group && !isTyped && !group.smart.conditions.has(group.id)) return byLinks(filter, group.id)
  const isMember = group ? isMemberOf(group.id, group.smart) : sql`true`
  const parts = [...factsOf(filter), ...typed.words]
  if (parts.length > 0) return { ...withDomain(byIndex(parts, isMember), typed), isWalk: group !== null }
  return {
    source: sql`${users}`,
    condition: sql`${users.erasedAt} is null and ${isMember}`,
    key: sql`${users.id}`,
    isWalk: group !== null,
  }
}

/**
 * The same for a page of a list, in one or two parts that may overlap: the index knows who meets the conditions of most smart groups,
 * and the links who was put there.
 */
export function matchPage(filter: UserFilter, group: FilteredGroup): MatchingUsers[] {
  const typed = readTyped(filter.typed ?? '')
  if (typed === null || !group?.smart.conditions.has(group.id)) return [matchUsers(filter, group)]
  const parts = [...factsOf(filter), ...typed.words]
  const meeting = findMeeting(group.id, group.smart, parts)
  if (meeting === null) return [matchUsers(filter, group)]
  const put =
    typed.words.length === 0
      ? byLinks(filter, group.id)
      : { ...withDomain(byIndex(parts, wasPutInto(group.id, indexed)), typed), isWalk: true }
  return [{ ...withDomain(meeting, typed), isWalk: false }, put]
}

/** Asked of the index's own key, nobody is read who was not put there. */
const indexed = sql`x.rowid`

function withDomain({ condition, ...found }: FoundPeople, typed: Typed): FoundPeople {
  return { ...found, condition: sql.join([condition, ...hasDomain(typed, sql`${users.email}`)], sql` and `) }
}

const nobody: MatchingUsers = {
  source: sql`${users}`,
  condition: sql`false`,
  key: sql`${users.id}`,
  isWalk: false,
}

function factsOf({ role, language, state }: UserFilter): string[] {
  return [
    ...(role ? [fact(`role:${role}`)] : []),
    ...(language ? [fact(`language:${language.replaceAll('-', ':')}`)] : []),
    ...(state ? [fact(`is:${state}`)] : []),
  ]
}

/** A manual group is its links; the facts are asked of each person. */
function byLinks({ role, language, state }: UserFilter, groupId: number): MatchingUsers {
  const asked = [
    ...(role ? [sql`${users.role} = ${role}`] : []),
    ...(language ? [sql`lower(${users.locale}) = ${language.toLowerCase()}`] : []),
    ...(state ? [sql`(${users.deactivatedAt} is null) = ${state === 'active' ? 1 : 0}`] : []),
  ]
  const put = findPut(groupId)
  return {
    ...put,
    condition: sql.join([put.condition, ...asked], sql` and `),
    isWalk: asked.length > 0,
  }
}
