import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'

/**
 * Where the letter codes of a batch are found that still open something, in the order of their writing: `x` is the index, `i` the
 * invitations. Used, declined and expired ones are not among them.
 */
export function openLetters(batch: string, now: number): SQL {
  return sql`invitation_index x cross join invitations i on i.id = x.rowid
    where x.invitation_index match '"is:letter" AND "batch:'
      || coalesce((select id from batches where public_id = ${batch}), 0) || ':waiting"'
    and i.address is null and i.expires_at > ${now}`
}

/** How many letter codes of a batch are open. */
export async function countOpenLetters(db: Database, batch: string, now: number): Promise<number> {
  const [found] = await db.all<{ open: number }>(sql`select count(*) as open from ${openLetters(batch, now)}`)
  return found?.open ?? 0
}
