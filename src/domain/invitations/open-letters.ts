import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { countOpenByDay } from './count-ends.ts'

/**
 * Where the letter codes of a batch are found that still open something, in the order of their writing: `x` is the index, `i` the
 * invitations. Used, declined and expired ones are not among them.
 */
export function openLetters(batch: string, now: number): SQL {
  return sql`invitation_index x cross join invitations i on i.id = x.rowid
    where x.invitation_index match '":::is:letter" AND ":::batch:'
      || coalesce((select id from batches where public_id = ${batch}), 0) || ':waiting"'
    and i.address is null and i.expires_at > ${now}`
}

/** How many letter codes of a batch are open: the index knows, but on a day on which some of them end. */
export async function countOpenLetters(db: Database, batch: string, now: number): Promise<number> {
  const byDay = sql`select ${countOpenByDay(sql`':::batch:' || id || ':letters:'`, now)} from batches where public_id = ${batch}`
  const [found] = await db.all<{ open: number }>(
    sql`select coalesce((${byDay}), (select count(*) from ${openLetters(batch, now)})) as open`,
  )
  return found?.open ?? 0
}
