import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { users } from '#src/db/schema/index.ts'
import { answersByGroup } from './ask-together.ts'
import { countTogether, linksOf, readLinks } from './count-members.ts'
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
  const manualIds = groupIds.filter((id) => !smart.conditions.has(id))
  const [asked, ...others] = countTogether(groupIds, smart)
  const isAsked = asked !== undefined && others.length === 0
  const [row] = await db.all<Row & Record<string, number>>(sql`
    ${isAsked ? withCrowd : sql``} select ${linksOf(manualIds, fewLinks + 1)} as put, ${beside} as beside, ${isAsked ? amongFew(asked) : sql`0 as people`}`)
  if (!row) throw new Error('A statement that adds up answers with a row')
  const { put, beside: number, people: looked, ...met } = row
  const links = readLinks(put)
  const counted = [...links.values()].reduce((sum, count) => sum + count, 0) > fewLinks ? null : links
  const meeting = isAsked && looked <= fewPeople ? answersByGroup([met]) : null
  const counts = groupIds.map((id) => {
    const known = smart.conditions.has(id) ? meeting : counted
    return [id, known && (known.get(id) ?? 0)] as const
  })
  return { counts: new Map(counts), beside: number }
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
