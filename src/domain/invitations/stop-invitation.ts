import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import type { Keys } from '#src/keys.ts'
import { mailsOf } from '../mails/mails-of.ts'
import { addressHash } from '../suppressions/address-hash.ts'
import { suppressAddress } from '../suppressions/suppress-address.ts'
import { stopRank } from './stop.ts'

type Leaver = { publicId: string; emailKey: string }
type Wish = { reason: 'refused'; note: string | null } | { reason: 'unsubscribed' }

/**
 * Ends all mail about an unaccepted invitation because the person says so: what waits is cancelled, no reminder comes, and the
 * address is suppressed, except that of an account, which still needs its letters. All or nothing; a second time changes
 * nothing. Tells whether the invitation was still unaccepted.
 */
export async function stopInvitation(
  db: Database,
  keys: Keys,
  { publicId, emailKey }: Leaver,
  wish: Wish,
  now: number,
): Promise<boolean> {
  const isOpen = sql`public_id = ${publicId} and email_key = ${emailKey} and accepted_at is null`
  const hash = addressHash(keys, emailKey)
  const reason = wish.reason === 'refused' ? 'refusal' : 'unsubscribe'
  const invitationId = sql`(select id from invitations where ${isOpen})`
  const isTheirs = sql`exists ${invitationId} and ${hasNoAccount(emailKey)}`
  const [, , , , open] = await db.batch([
    db.run(sql`insert into events (at, action, subject_type, subject_id)
      select ${now}, ${`invitation_${wish.reason}`}, 'invitation', public_id from invitations i
      where ${isOpen} and not exists (select 1 from invitation_stops where invitation_id = i.id and ${outranks(wish)})`),
    db.run(sql`update mails set state = 'cancelled', lease_until = null
      where state in ('queued', 'sending') and ${mailsOf(publicId)} and exists ${invitationId}`),
    suppressAddress(db, { hash, reason, invitationId }, isTheirs, now),
    db.run(sql`insert into invitation_stops (invitation_id, reason, at, note)
      select id, ${wish.reason}, ${now}, ${wish.reason === 'refused' ? wish.note : null} from invitations where ${isOpen}
      on conflict (invitation_id) do update set reason = excluded.reason, at = excluded.at, note = excluded.note
        where not (${outranks(wish)})`),
    db.all(sql`update invitations set remind_at = null where ${isOpen} returning id`),
  ])
  return open.length > 0
}

/** For a letter whose invitation is gone: only its address is left to be spared. */
export async function stopAddress(db: Database, keys: Keys, { publicId, emailKey }: Leaver, now: number) {
  const hash = addressHash(keys, emailKey)
  const isNews = sql`not exists (select 1 from suppressions where address_hash = ${hash})`
  await db.batch([
    db.run(sql`insert into events (at, action, subject_type, subject_id)
      select ${now}, 'invitation_unsubscribed', 'invitation', ${publicId} where ${isNews} and ${hasNoAccount(emailKey)}`),
    suppressAddress(
      db,
      { hash, reason: 'unsubscribe', invitationId: sql`null` },
      hasNoAccount(emailKey),
      now,
    ),
  ])
}

function hasNoAccount(emailKey: string): SQL {
  return sql`not exists (select 1 from users where email = ${emailKey})`
}

/** Whether the reason that is there stays, be it the same. */
function outranks({ reason }: Wish): SQL {
  return sql`${stopRank(sql`invitation_stops.reason`)} >= ${stopRank(sql`${reason}`)}`
}
