import { inviteFirstAdministrator } from '#src/domain/invitations/invite-first-administrator.ts'
import { postMails } from '#src/domain/mails/post-mails.ts'
import type { House } from './house.ts'

/** A platform without an administrator invites the one its deployment names. */
export async function inviteAdministrator({ env, db, keys, settings }: House, now: number): Promise<void> {
  if (!settings.firstAdmin) return
  const person = { address: settings.firstAdmin, locale: settings.defaultLanguage }
  const invited = await inviteFirstAdministrator(db, keys, person, settings, now)
  if (invited) await postMails(env.MAILS, invited.mailIds)
}
