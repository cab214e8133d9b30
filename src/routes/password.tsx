import { Hono } from 'hono'
import { askForPasswordReset } from '#src/domain/mails/ask-for-password-reset.ts'
import { postMails } from '#src/domain/mails/post-mails.ts'
import { checkPassword } from '#src/domain/users/check-password.ts'
import { readAddressForm } from '#src/http/address-form.ts'
import type { App, AppContext } from '#src/http/context.ts'
import { leaveFlash } from '#src/http/flash.ts'
import { anyone } from '#src/http/guards.ts'
import { forget, keep, kept } from '#src/http/keep.ts'
import { ownerOfReset, resetPassword } from '#src/http/password-reset.ts'
import { readBody } from '#src/http/read-body.ts'
import { goTo, page } from '#src/http/respond.tsx'
import { paths } from '#src/paths.ts'
import {
  PasswordForgottenPage,
  PasswordLinkSentPage,
  PasswordResetPage,
  SpentLinkPage,
} from '#views/welcome/password.tsx'
import { passwordProblem } from '#views/welcome/password-problem.ts'

export const passwordRoutes = new Hono<App>()

passwordRoutes.get(paths.passwordForgotten(), anyone(), (c) => page(c, <PasswordForgottenPage />))

passwordRoutes.post(paths.passwordForgotten(), anyone(), async (c) => {
  const given = await readAddressForm(c)
  if (given.state === 'invalid') {
    const error = { key: 'welcome.problems.address' } as const
    return page(c, <PasswordForgottenPage email={given.typed} error={error} />, 422)
  }
  const mailIds = await askForPasswordReset(c.get('db'), given.emailKey, c.get('now'))
  c.executionCtx.waitUntil(postMails(c.env.MAILS, mailIds))
  keep(c, 'asked', given.address)
  return goTo(c, paths.passwordForgottenSent())
})

passwordRoutes.get(paths.passwordForgottenSent(), anyone(), (c) => {
  const address = kept(c, 'asked')
  return address ? page(c, <PasswordLinkSentPage address={address} />) : goTo(c, paths.passwordForgotten())
})

passwordRoutes.get(paths.passwordReset(':token'), anyone(), (c) => {
  keep(c, 'reset', c.req.param('token') ?? '')
  return goTo(c, paths.passwordReset())
})

passwordRoutes.get(paths.passwordReset(), anyone(), (c) => {
  return kept(c, 'reset') ? page(c, <PasswordResetPage />) : spent(c)
})

passwordRoutes.post(paths.passwordReset(), anyone(), async (c) => {
  const token = kept(c, 'reset') ?? ''
  const owner = await ownerOfReset(c, token)
  if (!owner) return spent(c)
  const { password } = await readBody(c)
  const newPassword = typeof password === 'string' ? password : ''
  const error = passwordProblem(newPassword, checkPassword(newPassword, owner))
  if (error) return page(c, <PasswordResetPage error={error} />, 422)
  if (!(await resetPassword(c, token, owner, newPassword))) return spent(c)
  forget(c, 'reset')
  leaveFlash(c, 'password_changed')
  return goTo(c, paths.signIn())
})

function spent(c: AppContext) {
  forget(c, 'reset')
  return page(c, <SpentLinkPage />, 410)
}
