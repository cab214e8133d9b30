import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'

/** How many people each fact holds for: `role:admin`, `is:active`, `language:nl:be`; languages in small letters. */
export type UserCounts = ReadonlyMap<string, number>

/** What the index knows of its terms: one statement, which takes the longer the more people there are. */
export async function readUserCounts(db: Database): Promise<UserCounts> {
  const rows = await db.all<{ term: string; doc: number }>(sql`
    select term, doc from user_terms where term >= 'is:' and term < 'is;'
    union all select term, doc from user_terms where term >= 'language:' and term < 'language;'
    union all select term, doc from user_terms where term >= 'role:' and term < 'role;'`)
  return new Map(rows.map(({ term, doc }) => [term, doc]))
}
