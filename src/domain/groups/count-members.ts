import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { jsonList } from '#src/db/json-list.ts'
import { users } from '#src/db/schema/index.ts'
import { answersByGroup, askTogether } from './ask-together.ts'
import { isMemberOf } from './meets-conditions.ts'
import type { SmartGroups } from './smart-groups.ts'

type Row = { put: string; beside: number }

/**
 * How many members each of these groups has. Members of manual groups are counted by index; all smart ones together take
 * one walk over the users. One statement, unless smart groups are many; `beside` is another number that it is asked for.
 */
export async function countMembers(
  db: Database,
  groupIds: readonly number[],
  smart: SmartGroups,
  beside: SQL = sql`0`,
): Promise<{ counts: Map<number, number>; beside: number }> {
  const manualIds = groupIds.filter((id) => !smart.conditions.has(id))
  const [first, ...others] = countTogether(groupIds, smart)
  const told = sql`${linksOf(manualIds)} as put, ${beside} as beside`
  const [[row], ...counted] = await Promise.all([
    db.all<Row & Record<string, number>>(sql`select ${first ? sql`${told}, ${first} from ${users}` : told}`),
    ...others.map((columns) => db.all<Record<string, number>>(sql`select ${columns} from ${users}`)),
  ])
  if (!row) throw new Error('A statement that adds up answers with a row')
  const { put, beside: number, ...met } = row
  const counts = new Map([...readLinks(put), ...answersByGroup([met, ...counted.flat()])])
  return { counts: new Map(groupIds.map((id) => [id, counts.get(id) ?? 0])), beside: number }
}

/** The members of those that are smart, counted among the rows of `users`. */
export function countTogether(groupIds: readonly number[], smart: SmartGroups): SQL[] {
  const smartIds = groupIds.filter((id) => smart.conditions.has(id))
  return askTogether(smartIds, smart, (id) => sql`count(*) filter (where ${isMemberOf(id, smart)})`)
}

/** The links of groups counted, all or at most so many together, as JSON. */
export function linksOf(groupIds: readonly number[], most = -1): SQL {
  // A cross join is read in the order it is written in.
  return sql`(select json_group_array(json_array(group_id, members)) from (
    select group_id, count(*) as members from (select m.group_id from ${jsonList(groupIds)} one
      cross join group_members m on m.group_id = one.value limit ${most}) group by group_id))`
}

export function readLinks(json: string): Map<number, number> {
  return new Map(JSON.parse(json) as [number, number][]) // -- made by linksOf
}
