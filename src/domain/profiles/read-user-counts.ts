import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { roles } from '../users/user.ts'

/** How many people each fact holds for: `role:admin`, `is:active`, `language:nl:be`; languages in small letters. */
export type UserCounts = ReadonlyMap<string, number>

const rare = roles.filter((role) => role !== 'member')

type Row = { term: string; doc: number }

/**
 * What the index knows of its terms: one statement, which takes the longer the more people a term holds for. So members and active
 * ones, who are nearly all, are those who are nothing else: each person has one language.
 */
export async function readUserCounts(db: Database): Promise<UserCounts> {
  const rows = await db.all<Row>(sql`
    select substr(term, 4) as term, doc from user_terms where term >= ':::language:' and term < ':::language;'
    union all select substr(term, 4), doc from user_terms where term = ':::is:deactivated'
    ${sql.join(rare.map((role) => sql`union all select substr(term, 4), doc from user_terms where term = ${`:::role:${role}`}`))}`)
  const all = sum(rows.filter(({ term }) => term.startsWith('language:')))
  const member = all - sum(rows.filter(({ term }) => term.startsWith('role:')))
  const active = all - sum(rows.filter(({ term }) => term === 'is:deactivated'))
  const most = [
    { term: 'role:member', doc: member },
    { term: 'is:active', doc: active },
  ]
  return new Map([...rows, ...most].filter(({ doc }) => doc > 0).map(({ term, doc }) => [term, doc]))
}

function sum(rows: readonly Row[]): number {
  return rows.reduce((total, { doc }) => total + doc, 0)
}
