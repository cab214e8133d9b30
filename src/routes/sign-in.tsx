import { Hono } from 'hono'
import * as v from 'valibot'
import { readAddress } from '#src/domain/invitations/address.ts'
import {
  forgetSignInFailures,
  recordSignInFailure,
  signInBlockedUntil,
} from '#src/domain/users/sign-in-attempts.ts'
import type { Role } from '#src/domain/users/user.ts'
import type { App, AppContext } from '#src/http/context.ts'
import { leaveFlash } from '#src/http/flash.ts'
import { anyone } from '#src/http/guards.ts'
import { ownPath } from '#src/http/own-path.ts'
import { readBody } from '#src/http/read-body.ts'
import { goTo, page } from '#src/http/respond.tsx'
import { signIn, signOut } from '#src/http/sign-in.ts'
import { readForm } from '#src/http/validate.ts'
import { paths } from '#src/paths.ts'
import { SignInPage } from '#views/welcome/sign-in.tsx'

export const signInRoutes = new Hono<App>()

const text = v.optional(v.string(), '')
const signInForm = v.object({ email: text, password: text, next: text })

signInRoutes.get(paths.signIn(), anyone(), (c) => {
  return page(c, <SignInPage next={ownPath(c.req.query('next'))} />)
})

signInRoutes.post(paths.signIn(), anyone(), async (c) => {
  const form = await readForm(c, signInForm)
  const { email, password, next } = form.isValid ? form.values : { email: '', password: '', next: '' }
  const address = readAddress(email)
  const emailKey = address.state === 'valid' ? address.emailKey : email.trim().toLowerCase().slice(0, 254)
  const isCounted = await recordSignInFailure(c.get('db'), emailKey, c.get('now'))
  if (!isCounted) return blocked(c, emailKey, email, ownPath(next))
  const signedIn = await signIn(c, emailKey, password)
  if (signedIn.state === 'wrong') return wrong(c, email, ownPath(next))
  await forgetSignInFailures(c.get('db'), emailKey)
  if (signedIn.state !== 'in') return deactivated(c, email)
  return goTo(c, ownPath(next) ?? startOf(signedIn.role))
})

signInRoutes.post(paths.signOut(), anyone(), async (c) => {
  const { next } = await readBody(c)
  await signOut(c)
  leaveFlash(c, 'signed_out')
  return goTo(c, ownPath(next) ?? paths.home())
})

function startOf(role: Role): string {
  switch (role) {
    case 'admin':
    case 'support':
      return paths.admin.home()
    case 'member':
      return paths.home()
  }
}

function wrong(c: AppContext, email: string, next: string | undefined) {
  return page(c, <SignInPage email={email} next={next} error={{ key: 'welcome.sign_in.wrong' }} />, 422)
}

function deactivated(c: AppContext, email: string) {
  const values = { platform: c.get('settings').platformName }
  const error = { key: 'welcome.sign_in.deactivated', values } as const
  return page(c, <SignInPage email={email} next={undefined} error={error} />, 403)
}

async function blocked(c: AppContext, emailKey: string, email: string, next: string | undefined) {
  const until = (await signInBlockedUntil(c.get('db'), emailKey, c.get('now'))) ?? c.get('now')
  const seconds = Math.max(1, Math.ceil((until - c.get('now')) / 1000))
  c.header('Retry-After', String(seconds))
  const error = { key: 'welcome.sign_in.blocked', values: { count: Math.ceil(seconds / 60) } } as const
  return page(c, <SignInPage email={email} next={next} error={error} />, 429)
}
