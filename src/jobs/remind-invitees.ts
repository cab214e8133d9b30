import { remindersPerSlice, remindInvitations } from '#src/domain/invitations/remind-invitations.ts'
import { postMails } from '#src/domain/mails/post-mails.ts'
import type { House } from './house.ts'

/** Writes all reminders that are due, slice by slice. */
export async function remindInvitees({ env, db, settings }: House, now: number): Promise<void> {
  let written: number
  do {
    const mailIds = await remindInvitations(db, settings, now)
    await postMails(env.MAILS, mailIds)
    written = mailIds.length
  } while (written === remindersPerSlice)
}
