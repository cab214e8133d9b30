import { type SQL, sql } from 'drizzle-orm'
import { groupMembers, users } from '#src/db/schema/index.ts'
import { allOf, type Part } from '#src/db/terms.ts'
import { conditionTerms } from './condition-terms.ts'
import { meetsRest } from './meets-conditions.ts'
import type { SmartGroups } from './smart-groups.ts'

/** Tables to read people from, in which they are `users`; the condition; the column in whose order they are found. */
export type FoundPeople = { source: SQL; condition: SQL; key: SQL }

/**
 * Those who meet the conditions of a smart group and have all `parts` too, by the index; null where the index does not know who
 * they are, because the conditions name other groups.
 */
export function findMeeting(
  groupId: number,
  smart: SmartGroups,
  parts: readonly Part[] = [],
): FoundPeople | null {
  const terms = conditionTerms(smart.conditions.get(groupId) ?? {}, smart.timeZone)
  if (terms === null) return null
  if (terms.length === 0) return { source: sql`${users}`, condition: sql`false`, key: sql`${users.id}` }
  return byIndex([...parts, ...terms], meetsRest(groupId, smart))
}

/** Those who were put into a group, by its links. */
export function findPut(groupId: number): FoundPeople {
  return {
    source: sql`${groupMembers} cross join ${users} on ${users.id} = ${groupMembers.userId}`,
    condition: sql`${groupMembers.groupId} = ${groupId}`,
    key: sql`${groupMembers.userId}`,
  }
}

export function byIndex(parts: readonly Part[], condition: SQL): FoundPeople {
  return {
    // A cross join is read in the order it is written in.
    source: sql`user_index x cross join ${users} on ${users.id} = x.rowid`,
    condition: sql`x.user_index match ${allOf(parts)} and ${condition}`,
    key: sql`x.rowid`,
  }
}
