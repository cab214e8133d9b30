import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import type { Settings } from '#src/env.ts'
import { dayMs } from './invitation.ts'
import { mailsOf } from './mails-of.ts'
import { lettersLeft, queueLetter } from './queue-letter.ts'

/**
 * The statements that send an unaccepted invitation again, open or expired, to stand in one batch: another term, another
 * reminder, and a letter in place of what was still waiting. Nothing happens when it was sent too often today. The last
 * statement returns the ids of the mails.
 */
export function renewInvitation(
  db: Database,
  condition: SQL,
  actorId: number | null,
  settings: Settings,
  now: number,
) {
  const isRenewable = sql`accepted_at is null and ${condition} and ${lettersLeft(now)}`
  return [
    db.run(sql`insert into events (at, actor_id, action, subject_type, subject_id)
      select ${now}, ${actorId}, 'invitation_sent_again', 'invitation', public_id
      from invitations where ${isRenewable}`),
    db.run(sql`update mails set state = 'cancelled'
      where state = 'queued' and ${mailsOf(sql`(select public_id from invitations where ${isRenewable})`)}`),
    db.run(sql`update invitations set sendings = sendings + 1, expires_at = ${now + settings.expiryDays * dayMs},
      remind_at = null, reminded_at = null where ${isRenewable}`),
    queueLetter(db, isRenewable, now),
  ] as const
}
