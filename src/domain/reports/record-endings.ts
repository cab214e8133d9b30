import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { stopRank } from '../invitations/stop.ts'
import { suppressionRank } from '../suppressions/suppression.ts'
import { isNews } from './tables.ts'

/** Beyond all ids. */
const never = Number.MAX_SAFE_INTEGER

/** Writes each ending into the journal, the first time it is told. */
export function recordEndings(db: Database, endings: SQL, now: number) {
  return db.run(sql`
    insert into events (at, action, subject_type, subject_id)
    select ${now}, 'mail_' || endings.kind, iif(i.id is null, 'mail', 'invitation'), coalesce(i.public_id, endings.reference)
    from ${endings} endings join mails on mails.id = endings.mail_id left join invitations i on i.id = mails.invitation_id
    where ${isNews} and (endings.rank is not null or not exists (
      select 1 from suppressions s where s.address_hash = endings.hash and s.reason <> 'bounce'))`)
}

/** Nothing is sent to these addresses any more. */
export function suppressAddresses(db: Database, endings: SQL, now: number) {
  return db.run(sql`
    insert into suppressions (address_hash, reason, since, invitation_id)
    select endings.hash, endings.suppression, ${now}, mails.invitation_id
    from ${endings} endings join mails on mails.id = endings.mail_id where ${isNews}
    on conflict (address_hash) do update
      set reason = excluded.reason, invitation_id = excluded.invitation_id,
        since = iif(excluded.reason = suppressions.reason, suppressions.since, excluded.since)
      where ${suppressionRank(sql`excluded.reason`)} > ${suppressionRank(sql`suppressions.reason`)}
        or (excluded.reason = suppressions.reason and excluded.invitation_id < coalesce(suppressions.invitation_id, ${never}))`)
}

/** Ends writing about invitations that nobody accepted, if they still have the address of the mail. */
export function stopInvitations(db: Database, endings: SQL, now: number) {
  return db.run(sql`
    insert into invitation_stops (invitation_id, reason, at)
    select i.id, endings.stop, ${now} from ${endings} endings ${stillTheirs} where ${isNews}
    on conflict (invitation_id) do update set reason = excluded.reason, at = excluded.at
      where ${stopRank(sql`excluded.reason`)} > ${stopRank(sql`invitation_stops.reason`)}`)
}

/** Nor is anybody reminded to whom the provider itself does not write. */
export function endReminders(db: Database, endings: SQL, moves: SQL) {
  return db.run(sql`
    update invitations set remind_at = null where remind_at is not null and id in (
      select i.id from ${endings} endings ${stillTheirs} where ${isNews}
      union all select i.id from (select mail_id from ${moves} where state = 'suppressed') endings ${stillTheirs})`)
}

const stillTheirs = sql`join mails on mails.id = endings.mail_id
  join invitations i on i.id = mails.invitation_id and i.accepted_at is null and lower(i.address) = lower(mails.address)`
