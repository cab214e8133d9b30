import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { users } from '#src/db/schema/index.ts'
import { sortByName } from '../text/sort-by-name.ts'
import { answersByGroup, askTogether } from './ask-together.ts'
import { isMemberOf } from './meets-conditions.ts'
import { nameIn } from './name-in.ts'
import { readAllGroups, smartAmong } from './read-all-groups.ts'

export type OwnGroup = { publicId: string; name: string }

type Reader = { language: string; timeZone: string }
type Row = { put: string; beside: string }

/**
 * The groups a person belongs to, put there or by meeting conditions, in the reader's language and alphabetical order; with them
 * something else about the row of `users`, as JSON, null where there is nobody. Two statements while smart groups are not many.
 */
export async function readGroupsOf(
  db: Database,
  self: SQL,
  { language, timeZone }: Reader,
  beside: SQL = sql`'[]'`,
): Promise<{ groups: OwnGroup[]; beside: string | null }> {
  const all = await readAllGroups(db)
  const smart = smartAmong(all, timeZone)
  const [first, ...others] = askTogether([...smart.conditions.keys()], smart, (id) => isMemberOf(id, smart))
  const person = sql`from ${users} where ${users.id} = ${self}`
  const facts = sql`${put} as put, ${beside} as beside`
  const [found, ...answers] = await Promise.all([
    db.all<Row & Record<string, number>>(sql`select ${first ? sql`${facts}, ${first}` : facts} ${person}`),
    ...others.map((asked) => db.all<Record<string, number>>(sql`select ${asked} ${person}`)),
  ])
  const [row] = found
  if (!row) return { groups: [], beside: null }
  const { put: links, beside: told, ...met } = row
  const ids: number[] = JSON.parse(links)
  const isMet = answersByGroup([met, ...answers.flat()])
  const own = all.filter(({ id }) => ids.includes(id) || isMet.get(id) === 1)
  const named = own.map((group) => ({ publicId: group.publicId, name: nameIn(group, language) }))
  return { groups: sortByName(named, language), beside: told }
}

const put = sql`(select json_group_array(group_id) from group_members where user_id = ${users.id})`
