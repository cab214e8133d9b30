import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import type { mailStates } from '#src/db/schema/mails.ts'
import { textList } from '#src/db/text-list.ts'

/** The states that are counted for a batch: what waits is everything else, and a count of it would be written with each mail. */
export const countedStates = [
  'sent',
  'deferred',
  'delivered',
  'bounced',
  'complained',
  'suppressed',
  'failed',
] as const satisfies readonly (typeof mailStates)[number][]

/**
 * Counts mails of batches from the state they are in to the one they are about to get. Stands in the same batch before the
 * update, with the same condition, so that the counts are always what counting would find. `moves` is a table with `mail_id` and
 * `state`, one row per mail; `isAllowed` a condition over `mails` and `moves`.
 */
export function countMoves(db: Database, moves: SQL, isAllowed: SQL) {
  const moving = sql`from ${moves} moves join mails on mails.id = moves.mail_id
    join invitations i on i.id = mails.invitation_id
    where i.batch_id is not null and mails.kind in ('invitation', 'reminder') and ${isAllowed}`
  return db.run(sql`
    insert into batch_mail_counts (batch_id, state, count)
    select batch_id, state, sum(delta) from (
      select i.batch_id as batch_id, mails.state as state, -1 as delta ${moving}
      union all select i.batch_id, moves.state, 1 ${moving})
    where state in ${textList(countedStates)} group by batch_id, state having sum(delta) <> 0
    on conflict do update set count = count + excluded.count`)
}
