import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import type { Settings } from '#src/env.ts'
import { lettersLeft, queueLetter } from '../invitations/queue-letter.ts'
import { isSendable, letterExpiry } from '../invitations/renew-invitation.ts'
import { mailsOf } from '../mails/mails-of.ts'
import { dayMs } from '../time/day.ts'
import { type BulkSlice, noteEach, pickedIn, type Sorting } from './bulk-slice.ts'
import { isSuppressed, type Mailed } from './suppressed-among.ts'

/** Who is not sent the letter again, as for one invitation (sendInvitationAgain). */
export function sortForSending(mailed: readonly Mailed[], now: number): Sorting {
  return {
    alias: 'invitations',
    reason: sql`case
      when invitations.id is null then 'deleted'
      when invitations.accepted_at is not null then 'accepted'
      when not ${isSendable(now)} then 'unsendable'
      when invitations.stop <> 'bounced' then 'declined'
      when ${isSuppressed(mailed, sql`invitations.id`)} then 'suppressed'
      when not ${lettersLeft(now)} then 'too_often' end`,
  }
}

/** A letter in place of what still waits, another term, another reminder. The third statement returns the ids of the mails. */
export function sendChosenAgain(db: Database, slice: BulkSlice, settings: Settings) {
  const { now } = slice
  const isPicked = sql`invitations.id in ${pickedIn(slice)}`
  const end = now + settings.expiryDays * dayMs
  return [
    // An older bounce is forgotten: its address is no longer suppressed.
    db.run(sql`delete from invitation_stops where invitation_id in ${pickedIn(slice)}`),
    // Also one whose outcome nobody knows (renewInvitation).
    db.run(sql`update mails set state = 'cancelled', lease_until = null
      from (select public_id from invitations where ${isPicked}) again
      where state in ('queued', 'sending') and ${mailsOf(sql`again.public_id`)}`),
    queueLetter(db, isPicked, now, sql`sendings + 1`),
    db.run(sql`update invitations set sendings = sendings + 1, remind_at = null, reminded_at = null,
        expires_at = max(expires_at, min(${end}, coalesce(${letterExpiry}, ${end})))
      where ${isPicked}`),
    noteEach(db, slice, 'invitation_sent_again', isPicked),
  ] as const
}
