import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { jsonList } from '#src/db/json-list.ts'
import { users } from '#src/db/schema/index.ts'
import { answersByGroup, askTogether } from './ask-together.ts'
import { isMemberOf } from './meets-conditions.ts'
import type { SmartGroups } from './smart-groups.ts'

/** Up to so many people, and so many links of the groups asked about, members are counted while a page waits. */
const fewPeople = 50
const fewLinks = 100

type Row = { put: string; beside: number; people: number }

/**
 * How many members these groups have, in one statement that costs the same however many there are: null for a group that
 * takes longer (`countMembers`). `beside` is another number that the same statement is asked for.
 */
export async function countFew(
  db: Database,
  groupIds: readonly number[],
  smart: SmartGroups,
  beside: SQL = sql`0`,
): Promise<{ counts: Map<number, number | null>; beside: number }> {
  const smartIds = groupIds.filter((id) => smart.conditions.has(id))
  const manualIds = groupIds.filter((id) => !smart.conditions.has(id))
  const [asked, ...others] = askTogether(
    smartIds,
    smart,
    (id) => sql`count(*) filter (where ${isMemberOf(id, smart)})`,
  )
  const isAsked = asked !== undefined && others.length === 0
  const [row] = await db.all<Row & Record<string, number>>(sql`
    ${isAsked ? withCrowd : sql``} select ${linksOf(manualIds)} as put, ${beside} as beside, ${isAsked ? amongFew(asked) : sql`0 as people`}`)
  if (!row) throw new Error('A statement that adds up answers with a row')
  const { put, beside: number, people: looked, ...met } = row
  const links = new Map<number, number>(JSON.parse(put))
  const counted = [...links.values()].reduce((sum, count) => sum + count, 0) > fewLinks ? null : links
  const meeting = isAsked && looked <= fewPeople ? answersByGroup([met]) : null
  const counts = groupIds.map((id) => {
    const known = smart.conditions.has(id) ? meeting : counted
    return [id, known && (known.get(id) ?? 0)] as const
  })
  return { counts: new Map(counts), beside: number }
}

function linksOf(groupIds: readonly number[]): SQL {
  // A cross join is read in the order it is written in.
  return sql`(select json_group_array(json_array(group_id, members)) from (
    select group_id, count(*) as members from (select m.group_id from ${jsonList(groupIds)} one
      cross join group_members m on m.group_id = one.value limit ${fewLinks + 1}) group by group_id))`
}

/** Everybody, as long as they are few. */
const withCrowd = sql`with crowd as materialized (
  select count(*) as people from (select 1 from users limit ${fewPeople + 1}))`
const people = sql`(select people from crowd)`

/** Looks at nobody where there are more. */
function amongFew(asked: SQL): SQL {
  const most = sql`iif(${people} > ${fewPeople}, 0, ${fewPeople})`
  return sql`${people} as people, ${asked} from (select * from users limit ${most}) as ${users}`
}
