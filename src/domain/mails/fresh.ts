import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'

/**
 * What a batch writes into the outbox goes straight to the queue, so its mails stand in no index of waiting ones, which would cost
 * a row for each: until somebody has looked at a mail, its `not_before` is this. The sweep finds those that the queue has lost
 * behind the last id of which it knows that none before it is fresh.
 */
export const fresh = 0

export const isFresh = sql`(mails.id > coalesce((select swept_to from mail_flow where id = 1), 0)
  and mails.state = 'queued' and mails.not_before = ${fresh})`

/** Says up to where no mail is fresh any more. */
export function advanceSweep(db: Database) {
  return db.run(sql`insert into mail_flow (id, swept_to)
    values (1, coalesce((select min(id) - 1 from mails where ${isFresh}), (select max(id) from mails), 0))
    on conflict (id) do update set swept_to = excluded.swept_to`)
}

/** Mails that have not left yet, at most so many, as a table: those of the index and fresh ones. */
export function waitingMails(most: number): SQL {
  return sql`(select * from (select * from mails indexed by mails_waiting
      where state in ('queued', 'sending') and not_before > 0 limit ${most})
    union all select * from (select * from mails where ${isFresh} limit ${most}) limit ${most})`
}
