import { type SQL, sql } from 'drizzle-orm'
import { pageRows } from '#src/db/paging.ts'
import { waitingMails } from '../mails/fresh.ts'
import type { Order } from './find-page.ts'
import { latestMailKey } from './latest-mail-state.ts'
import { type InvitationFilter, matchInvitations } from './match-invitations.ts'

/** As many waiting mails as are looked at one by one: two rows each, where walking over sent ones may cost thousands. */
const fewMax = 200

/**
 * A page of invitations whose latest mail waits. The index of facts does not tell them from those whose mail was sent, so where
 * few wait among very many, they are found from the mails; where many wait, one meets them soon.
 */
export function findWaiting(columns: SQL, filter: InvitationFilter, order: Order, now: number): SQL {
  const rest = matchInvitations({ ...filter, mail: undefined }, now)
  const all = matchInvitations(filter, now)
  // Asked of the key, it is known before anything is read.
  return sql`
    with waiting as materialized (select invitation_id, dedupe_key from ${waitingMails(fewMax + 1)}),
      few as materialized (select count(*) <= ${fewMax} as are from waiting)
    select ${columns} from waiting cross join ${rest.source}
      where (select are from few) and ${rest.key} = waiting.invitation_id and i.id = waiting.invitation_id
        and waiting.dedupe_key = ${latestMailKey} and i.mail_fate is null and ${rest.condition} and ${order.beyond(rest.key)}
    union all
    select ${columns} from ${all.source}
      where ${all.key} > iif((select are from few), 9007199254740991, 0) and ${all.condition} and ${order.beyond(all.key)}
    order by id ${order.direction} limit ${pageRows + 1}`
}
