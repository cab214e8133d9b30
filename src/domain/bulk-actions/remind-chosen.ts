import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { latestMailState } from '../invitations/latest-mail-state.ts'
import { fresh } from '../mails/fresh.ts'
import { type BulkSlice, noteEach, pickedIn, type Sorting } from './bulk-slice.ts'
import { isSuppressed, type Mailed } from './suppressed-among.ts'

/**
 * Who is not reminded: whoever the clock would not remind either (remindInvitations), except that a person who says "now" is not
 * bound to the day, nor to how much time is left. Only letters that somebody was invited with have reminders.
 */
export function sortForReminding(mailed: readonly Mailed[], now: number): Sorting {
  return {
    alias: 'i',
    reason: sql`case
      when i.id is null then 'deleted'
      when i.accepted_at is not null then 'accepted'
      when i.address is null then 'unsendable'
      when i.source = 'registration' or i.letter_id is not null then 'own_request'
      when i.stop <> 'bounced' then 'declined'
      when i.expires_at <= ${now} then 'expired'
      when i.reminded_at is not null then 'already_reminded'
      when i.stop = 'bounced' or ${isSuppressed(mailed, sql`i.id`)} then 'suppressed'
      when coalesce(${latestMailState}, '') not in ('sent', 'delivered', 'deferred') then 'not_sent' end`,
  }
}

/** The one reminder that each invitation gets, now. The first statement returns the ids of the mails. */
export function remindChosen(db: Database, slice: BulkSlice) {
  const { now } = slice
  const isPicked = sql`invitations.id in ${pickedIn(slice)}`
  return [
    db.all<{ id: number }>(sql`
      insert into mails (dedupe_key, kind, invitation_id, address, locale, not_before, created_at)
      select public_id || '/reminder/' || sendings, 'reminder', id, address, locale, ${fresh}, ${now}
      from invitations where ${isPicked} on conflict do nothing returning id`),
    db.run(sql`update invitations set reminded_at = ${now}, remind_at = null where ${isPicked}`),
    noteEach(db, slice, 'invitation_reminded', isPicked),
  ] as const
}
