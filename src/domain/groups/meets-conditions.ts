import { type SQL, sql } from 'drizzle-orm'
import { groupMembers, users } from '#src/db/schema/index.ts'
import { startOfDay } from '../time/start-of-day.ts'
import { type GroupConditions, isEmpty } from './conditions.ts'
import { depthMax } from './find-chain.ts'
import type { SmartGroups } from './smart-groups.ts'

/**
 * Whether the person of the row of `users` belongs to a group: was put there, or meets the conditions of a smart one. A
 * group that is gone has no members.
 */
export function isMemberOf(groupId: number, smart: SmartGroups, depth = 1): SQL {
  const wasPut = wasPutInto(groupId)
  return smart.conditions.has(groupId) ? sql`(${wasPut} or ${meetsGroup(groupId, smart, depth)})` : wasPut
}

/** Whether an invitation or a person put the person of the row of `users`, or of another key, into a group. */
export function wasPutInto(groupId: number, key: SQL = sql`${users.id}`): SQL {
  return sql`exists (select 1 from ${groupMembers}
    where ${groupMembers.groupId} = ${number(groupId)} and ${groupMembers.userId} = ${key})`
}

/** Whether the person of the row of `users` meets the conditions of a smart group. */
export function meetsGroup(groupId: number, smart: SmartGroups, depth = 1): SQL {
  const conditions = smart.conditions.get(groupId)
  return conditions ? meetsConditions(conditions, storedWith(groupId), smart, depth) : sql`(0)`
}

function storedWith(groupId: number): SQL {
  return sql`(select conditions from groups where id = ${number(groupId)})`
}

/**
 * The same of a person whom the index has found by the conditions (condition-terms.ts): a term holds a whole day, and domains that
 * differ in a dash and a dot only.
 */
export function meetsRest(groupId: number, smart: SmartGroups): SQL {
  const { domains, registeredFrom, registeredBefore } = smart.conditions.get(groupId) ?? {}
  const rest = {
    ...(domains && { domains }),
    ...(registeredFrom && { registeredFrom }),
    ...(registeredBefore && { registeredBefore }),
  }
  return isEmpty(rest) ? sql`true` : meetsConditions(rest, storedWith(groupId), smart)
}

/**
 * The conditions as one predicate, which nobody meets who was erased. Lists are read from their JSON, which is `stored` with the group or bound by who is
 * only trying them: so a statement binds nothing per group, of which D1 would allow a hundred. Groups inside are
 * expanded; saving sees to it that they end (`findChain`), and beyond the depth it allows nobody meets anything.
 */
export function meetsConditions(
  conditions: GroupConditions,
  stored: SQL,
  smart: SmartGroups,
  depth = 1,
): SQL {
  if (depth > depthMax) return sql`(0)`
  const { languages, roles, domains, registeredFrom, registeredBefore, groups = [] } = conditions
  const isOneOf = (value: unknown, list: SQL) =>
    sql`${value} in (select value from json_each(${stored}, ${list}))`
  const domain = sql`substr(${users.email}, instr(${users.email}, '@') + 1)`
  const start = (day: string) => number(startOfDay(day, smart.timeZone))
  const tests = [
    languages && isOneOf(users.locale, sql`'$.languages'`),
    roles && isOneOf(users.role, sql`'$.roles'`),
    domains && isOneOf(domain, sql`'$.domains'`),
    registeredFrom && sql`${users.createdAt} >= ${start(registeredFrom)}`,
    registeredBefore && sql`${users.createdAt} < ${start(registeredBefore)}`,
    ...groups.map((id) => isMemberOf(id, smart, depth + 1)),
  ].filter((test) => test !== undefined && test !== '')
  if (tests.length === 0) return sql`(0)`
  return sql`(${users.erasedAt} is null and ${sql.join(tests, sql` and `)})`
}

/** A number of our own, written instead of bound. */
function number(value: number): SQL {
  return sql.raw(String(Number(value)))
}
