import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { pageRows } from '#src/db/paging.ts'
import { readTyped } from '#src/db/typed.ts'
import { numberIn, readNumber } from './count-invitations.ts'
import { askFor, foundBy, type InvitationFilter } from './match-invitations.ts'

/** How many invitations fit a filter. Where it is not exact, so many are among the first that were looked at, and more may be. */
export type MatchCount = { count: number; isExact: boolean }

/** So many are looked at while a page waits. */
const lookedMax = 3 * pageRows

/** How many invitations fit a filter, as far as a page waits for it: what the first rows say. */
export async function countFirst(db: Database, filter: InvitationFilter, now: number): Promise<MatchCount> {
  if (readTyped(filter.typed ?? '') === null) return { count: 0, isExact: true }
  const { parts, condition } = askFor(filter, now)
  const found = foundBy(parts)
  const [row] = await db.all<{ count: number; looked: number }>(sql`
    select count(*) filter (where is_meant) as count, count(*) as looked from (
      select ${condition ?? sql`true`} as is_meant from ${found.source} where ${found.condition} limit ${lookedMax + 1})`)
  const { count, looked } = row ?? { count: 0, looked: 0 }
  return looked > lookedMax ? { count: Math.min(count, lookedMax), isExact: false } : { count, isExact: true }
}

/** As far as somebody waits who has the list already: the index counts those of a single fact, by walking over all that have it. */
export async function countMeanwhile(
  db: Database,
  filter: InvitationFilter,
  now: number,
): Promise<MatchCount> {
  const { parts, condition } = askFor(filter, now)
  const known = numberIn(parts, condition)
  return known ? { count: await readNumber(db, known), isExact: true } : countFirst(db, filter, now)
}
