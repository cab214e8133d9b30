import { createAuth } from '#src/auth.ts'
import { wayOutToken } from '#src/domain/mails/way-out.ts'
import { dayMs } from '#src/domain/time/day.ts'
import { paths } from '#src/paths.ts'
import { db, keys, settings } from '../cast.ts'
import { invite } from '../invitations.ts'
import { givePassword, password } from '../passwords.ts'
import { type Act, max, open } from './act.ts'

/** What visitors and members do. */
export const actsOfVisitors: Record<string, Act> = {
  'POST /language': async (as) => ({
    ...{ path: paths.language(), fields: { locale: 'fr' }, as, action: 'language_changed' },
  }),
  'POST /register': async () => ({
    ...{ path: paths.register(), fields: { email: 'new@parvis.test' }, action: 'registration_started' },
  }),
  'POST /password/forgotten': async () => {
    const { email } = await max()
    return { path: paths.passwordForgotten(), fields: { email }, action: 'password_reset_asked' }
  },
  'POST /password/reset': async () => {
    const person = await max()
    await givePassword(person)
    let token = ''
    const auth = createAuth(db, keys, settings, (made) => {
      token = made
    })
    await auth.api.requestPasswordReset({ body: { email: person.email } })
    const fields = { password: 'another garden, even quieter' }
    return { path: paths.passwordReset(), fields, cookie: `parvis_reset=${token}`, action: 'password_reset' }
  },
  'POST /invitation': async () => {
    const fields = { first_name: 'Vera', last_name: 'Maes', password }
    return {
      path: paths.invitation(),
      fields,
      ...holding((await open()).code),
      action: 'invitation_accepted',
    }
  },
  'POST /invitation/opening': async () => ({
    ...{ path: paths.invitationOpening(), ...holding((await open()).code), action: 'invitation_opened' },
  }),
  'POST /invitation/deliveries': async () => {
    const expired = await invite('vera@parvis.test', { createdAt: 0, expiresAt: Date.now() - dayMs })
    const path = paths.invitationDeliveries()
    return { path, ...holding(expired.code), action: 'invitation_sent_again' }
  },
  'POST /invitation/refusal': async () => ({
    ...{ path: paths.invitationRefusal(), ...holding((await open()).code), action: 'invitation_refused' },
  }),
  'POST /u/:token': async () => {
    const token = wayOutToken(keys, (await open()).publicId, 'vera@parvis.test')
    const fields = { 'List-Unsubscribe': 'One-Click' }
    return { path: paths.wayOut(token), fields, action: 'invitation_unsubscribed' }
  },
}

/** Whoever holds the link of an invitation. */
function holding(code: string) {
  return { cookie: `parvis_code=${code}` }
}
