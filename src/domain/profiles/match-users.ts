import { type SQL, sql } from 'drizzle-orm'
import { groupMembers, users } from '#src/db/schema/index.ts'
import { allOf, term, wordsTyped } from '#src/db/terms.ts'
import { isMemberOf } from '../groups/meets-conditions.ts'
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

/** Tables to read from, in which people are `users`; the condition; the column in whose order they are found. */
export type MatchingUsers = {
  source: SQL
  condition: SQL
  key: SQL
  /** Whether people have to be looked at who are not meant, because no index knows who is. */
  isWalk: boolean
}

/**
 * Where the people who meet a filter are found, in the order of their registering: by the links of a manual group, else by the
 * index, else all. `group` is what `findFilteredGroup` knows of the group that the filter names.
 */
export function matchUsers(filter: UserFilter, group: FilteredGroup): MatchingUsers {
  const words = wordsTyped(filter.typed ?? '')
  if (words === null || (filter.group !== undefined && group === null)) return nobody
  if (group && words.length === 0 && !group.smart.conditions.has(group.id)) return byLinks(filter, group.id)
  const isMember = group ? isMemberOf(group.id, group.smart) : sql`true`
  const parts = [...factsOf(filter), ...words]
  if (parts.length === 0)
    return {
      source: sql`${users}`,
      condition: sql`${users.erasedAt} is null and ${isMember}`,
      key: sql`${users.id}`,
      isWalk: group !== null,
    }
  return {
    // A cross join is read in the order it is written in.
    source: sql`user_index x cross join ${users} on ${users.id} = x.rowid`,
    condition: sql`x.user_index match ${allOf(parts)} and ${isMember}`,
    key: sql`x.rowid`,
    isWalk: group !== null,
  }
}

const nobody: MatchingUsers = {
  source: sql`${users}`,
  condition: sql`false`,
  key: sql`${users.id}`,
  isWalk: false,
}

function factsOf({ role, language, state }: UserFilter): string[] {
  return [
    ...(role ? [term(`role:${role}`)] : []),
    ...(language ? [term(`language:${language.replaceAll('-', ':')}`)] : []),
    ...(state ? [term(`is:${state}`)] : []),
  ]
}

/** A manual group is its links; the facts are asked of each person. */
function byLinks({ role, language, state }: UserFilter, groupId: number): MatchingUsers {
  const asked = [
    ...(role ? [sql`${users.role} = ${role}`] : []),
    ...(language ? [sql`lower(${users.locale}) = ${language.toLowerCase()}`] : []),
    ...(state ? [sql`(${users.deactivatedAt} is null) = ${state === 'active' ? 1 : 0}`] : []),
  ]
  const ofGroup = sql`${groupMembers.groupId} = ${groupId}`
  return {
    source: sql`${groupMembers} cross join ${users} on ${users.id} = ${groupMembers.userId}`,
    condition: sql.join([ofGroup, ...asked], sql` and `),
    key: sql`${groupMembers.userId}`,
    isWalk: asked.length > 0,
  }
}
