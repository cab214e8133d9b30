import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { suppressionRank } from './suppression.ts'

type Leaving = {
  /** See address-hash.ts. */
  hash: string
  reason: 'refusal' | 'unsubscribe'
  /** The id of the invitation whose way out was taken, or null when that is gone. */
  invitationId: SQL
}

/** The statement by which nothing is sent any more to somebody who asked for that. Of two reasons the stronger stays. */
export function suppressAddress(
  db: Database,
  { hash, reason, invitationId }: Leaving,
  condition: SQL,
  now: number,
) {
  return db.run(sql`
    insert into suppressions (address_hash, reason, since, invitation_id)
    select ${hash}, ${reason}, ${now}, ${invitationId} where ${condition}
    on conflict (address_hash) do update
      set reason = excluded.reason, since = excluded.since, invitation_id = excluded.invitation_id
      where ${suppressionRank(sql`excluded.reason`)} > ${suppressionRank(sql`suppressions.reason`)}`)
}

/** The statement by which an address is written to again, whose owner had asked for the opposite and now has come in. */
export function liftOwnWish(db: Database, hash: string, condition: SQL) {
  return db.run(sql`
    delete from suppressions where address_hash = ${hash} and reason in ('refusal', 'unsubscribe') and ${condition}`)
}
