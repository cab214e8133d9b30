import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import type { Settings } from '#src/env.ts'
import { mailsOf } from '../mails/mails-of.ts'
import { dayMs } from '../time/day.ts'
import { letterKey, lettersLeft, queueLetter } from './queue-letter.ts'

/**
 * The statements that send an unaccepted invitation again, open or expired, to stand in one batch: a letter in place of
 * what was still waiting, another term, another reminder. Nothing happens when it was sent too often today: the term is
 * new only where the letter was written. The third statement returns the ids of the mails.
 *
 * What has no address is on paper and cannot be sent. The confirmation of an address ends with the code it was given for.
 */
export function renewInvitation(
  db: Database,
  condition: SQL,
  actorId: number | null,
  settings: Settings,
  now: number,
) {
  const isUnaccepted = unaccepted(condition, now)
  const isRenewable = sql`${isUnaccepted} and ${lettersLeft(now)}`
  const next = sql`sendings + 1`
  return [
    db.run(sql`insert into events (at, actor_id, action, subject_type, subject_id)
      select ${now}, ${actorId}, 'invitation_sent_again', 'invitation', public_id
      from invitations where ${isRenewable}`),
    // Also one whose outcome nobody knows: it would be tried again, beside the letter that replaces it.
    db.run(sql`update mails set state = 'cancelled', lease_until = null
      where state in ('queued', 'sending') and ${mailsOf(sql`(select public_id from invitations where ${isRenewable})`)}`),
    queueLetter(db, isRenewable, now, next),
    db.run(sql`update invitations
      set sendings = ${next}, expires_at = ${nextEnd(settings, now)}, remind_at = null, reminded_at = null
      where ${isUnaccepted} and exists (select 1 from mails where dedupe_key = ${letterKey(next)})`),
  ] as const
}

/**
 * The same where nobody has said no: nothing happens for a suppressed address, or where the person wants no mail about this
 * invitation. An older bounce is forgotten: its address is no longer suppressed. The fourth statement returns the ids.
 */
export function renewWelcome(
  db: Database,
  condition: SQL,
  hash: string,
  actorId: number | null,
  settings: Settings,
  now: number,
) {
  const isWelcome = sql`${condition} and ${mayWriteTo(hash)}`
  const renewed = sql`select id from invitations where ${unaccepted(isWelcome, now)} and ${lettersLeft(now)}`
  return [
    db.run(sql`delete from invitation_stops where invitation_id in (${renewed})`),
    ...renewInvitation(db, isWelcome, actorId, settings, now),
  ] as const
}

/** Whether an invitation may be written to: its address is not suppressed, and its person has not said no. */
export function mayWriteTo(hash: string): SQL {
  return sql`(not exists (select 1 from suppressions where address_hash = ${hash})
    and not exists (select 1 from invitation_stops stop where stop.invitation_id = invitations.id and stop.reason <> 'bounced'))`
}

function unaccepted(condition: SQL, now: number): SQL {
  return sql`accepted_at is null and ${isSendable(now)} and ${condition}`
}

/** Whether there is somewhere to send it, and something that it would open. */
export function isSendable(now: number): SQL {
  return sql`(invitations.address is not null and (invitations.letter_id is null or ${letterExpiry} > ${now}))`
}

/** When it ends after it was sent again: not sooner than before, nor later than the letter code its address was given for. */
export function nextEnd({ expiryDays }: Settings, now: number): SQL {
  const end = now + expiryDays * dayMs
  return sql`max(expires_at, min(${end}, coalesce(${letterExpiry}, ${end})))`
}

/** When the letter code that an address was given for expires. */
export const letterExpiry = sql`(select letter.expires_at from invitations letter where letter.id = invitations.letter_id)`
