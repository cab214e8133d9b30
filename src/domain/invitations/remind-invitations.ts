import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { handoverMs } from '#src/domain/mails/mail.ts'
import type { Settings } from '#src/env.ts'
import { dayMs } from '../time/day.ts'

/** Most reminders one call writes; a caller goes on until fewer come back. */
export const remindersPerSlice = 500

/** What somebody who is reminded has left at least; a reminder that an outage made later than that would only annoy. */
const leftMs = dayMs / 2

/**
 * Writes the reminders that are due: state decides, not a window of time, so an outage loses none; and the same batch
 * that writes a reminder takes the invitation off the list, so overlapping runs double none (M16). Nobody is reminded whose
 * invitation is stopped, and nobody at all while administrators want no reminders: what falls due then is dropped, so that
 * nothing piles up for the day they change their minds.
 */
export async function remindInvitations(
  db: Database,
  { reminderDays }: Pick<Settings, 'reminderDays'>,
  now: number,
): Promise<number[]> {
  const isPending = sql`${reminderDays} > 0 and accepted_at is null and reminded_at is null
    and expires_at >= ${now + leftMs}
    and not exists (select 1 from invitation_stops where invitation_id = invitations.id)`
  const due = sql`(select id from invitations
    where remind_at <= ${now} and ${isPending} order by remind_at, id limit ${remindersPerSlice})`
  const [, , letters] = await db.batch([
    // What will never be reminded leaves the index, so that it is not looked at every minute.
    db.run(sql`update invitations set remind_at = null where remind_at <= ${now} and not (${isPending})`),
    db.run(sql`insert into events (at, action, subject_type, subject_id)
      select ${now}, 'invitation_reminded', 'invitation', public_id from invitations where id in ${due}`),
    db.all<{ id: number }>(sql`
      insert into mails (dedupe_key, kind, invitation_id, address, locale, not_before, created_at)
      select public_id || '/reminder/' || sendings, 'reminder', id, address, locale, ${now + handoverMs}, ${now}
      from invitations where address is not null and id in ${due}
      on conflict do nothing returning id`),
    db.run(sql`update invitations set reminded_at = ${now}, remind_at = null where id in ${due}`),
  ])
  return letters.map(({ id }) => id)
}
