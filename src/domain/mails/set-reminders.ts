import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { dayMs } from '#src/domain/time/day.ts'
import type { Settings } from '#src/env.ts'

/**
 * Sets when the invitations of these mails, which have left, are reminded: not at all where that is switched off, would be after
 * they expire, or where somebody does not want to be written to. `mailIds` is a list in parentheses; `isNews` a condition over
 * `mails`: that this is the first time we hear of it.
 */
export function setReminders(db: Database, mailIds: SQL, isNews: SQL, settings: Settings, now: number) {
  const remindAt = now + settings.reminderDays * dayMs
  return db.run(sql`
    update invitations set remind_at = ${remindAt}
    where ${settings.reminderDays} > 0 and expires_at > ${remindAt} and accepted_at is null and reminded_at is null
      and not exists (select 1 from invitation_stops stop where stop.invitation_id = invitations.id)
      and id in (select mails.invitation_id from mails
        where mails.id in ${mailIds} and mails.kind = 'invitation' and ${isNews})`)
}
