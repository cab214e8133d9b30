import { type Context, Hono } from 'hono'
import * as v from 'valibot'
import { eraseUser } from '#src/domain/profiles/erase-user.ts'
import { readProfile, type UserProfile } from '#src/domain/profiles/read-profile.ts'
import { activateUser, deactivateUser } from '#src/domain/users/deactivate-user.ts'
import { mayCloseAccounts } from '#src/domain/users/may.ts'
import { proveOwnPassword } from '#src/domain/users/prove-own-password.ts'
import { actorOf } from '#src/http/actor.ts'
import type { App, AppContext } from '#src/http/context.ts'
import { forbidden, notFound } from '#src/http/errors.tsx'
import { leaveFlash } from '#src/http/flash.ts'
import { allow } from '#src/http/guards.ts'
import { readerOf } from '#src/http/reader.ts'
import { goTo, page } from '#src/http/respond.tsx'
import { readForm } from '#src/http/validate.ts'
import { paths } from '#src/paths.ts'
import type { Flash } from '#views/components/flash.tsx'
import { ActivationPage, DeactivationPage, ErasurePage } from '#views/users/closing.tsx'
import { ownPasswordErrors, withOwnPassword } from './own-password.ts'

export const userClosingRoutes = new Hono<App>()

const { userDeactivation, userActivation, userErasure } = paths.admin

userClosingRoutes.get(userDeactivation(':id'), allow(mayCloseAccounts), async (c) => {
  const user = await readOther(c)
  return user ? page(c, <DeactivationPage user={user} />) : goTo(c, paths.admin.user(idOf(c)))
})

userClosingRoutes.post(userDeactivation(':id'), allow(mayCloseAccounts), async (c) => {
  const { outcome } = await deactivateUser(c.get('db'), idOf(c), actorOf(c), c.get('now'))
  return answer(c, outcome, 'user_deactivated', paths.admin.user(idOf(c)))
})

// Only activating an administrator asks anything; everybody else is activated by the button on their page.
userClosingRoutes.get(userActivation(':id'), allow(mayCloseAccounts), async (c) => {
  const user = await readOther(c)
  const isAsked = user?.role === 'admin' && user.deactivatedAt !== null
  return isAsked ? page(c, <ActivationPage user={user} />) : goTo(c, paths.admin.user(idOf(c)))
})

const text = v.optional(v.string(), '')
const activationForm = v.object({ password: text })

userClosingRoutes.post(userActivation(':id'), allow(mayCloseAccounts), async (c) => {
  const form = await readForm(c, activationForm)
  const outcome = await activate(c, form.isValid ? form.values.password : '')
  if (outcome !== 'wrong' && outcome !== 'blocked')
    return answer(c, outcome, 'user_activated', paths.admin.user(idOf(c)))
  const user = await readOther(c)
  return user ? refuseActivation(c, user, outcome) : notFound(c)
})

userClosingRoutes.get(userErasure(':id'), allow(mayCloseAccounts), async (c) => {
  const user = await readOther(c)
  return user ? page(c, <ErasurePage user={user} />) : goTo(c, paths.admin.user(idOf(c)))
})

const erasureForm = v.object({ email: text, password: text })

userClosingRoutes.post(userErasure(':id'), allow(mayCloseAccounts), async (c) => {
  const user = await readOther(c)
  if (!user) return goTo(c, paths.admin.user(idOf(c)))
  const form = await readForm(c, erasureForm)
  const { email, password } = form.isValid ? form.values : { email: '', password: '' }
  if (email.trim().toLowerCase() !== user.email) return refuseErasure(c, user, email, 'email')
  const proof = await proveOwnPassword(c.get('db'), c.get('keys'), actorOf(c), password, c.get('now'))
  if (proof !== 'right') return refuseErasure(c, user, email, proof)
  const { outcome } = await eraseUser(c.get('db'), idOf(c), actorOf(c), c.get('settings'), c.get('now'))
  return answer(c, outcome, 'user_erased', paths.admin.users())
})

/** Asks for the password only where somebody becomes an administrator again. */
function activate(c: AppContext, password: string) {
  const { db, now } = c.var
  return withOwnPassword(c, password, (isProven) => activateUser(db, idOf(c), { isProven }, actorOf(c), now))
}

type Outcome = 'deactivated' | 'activated' | 'erased' | 'unchanged' | 'oneself' | 'forbidden' | 'unknown'

function answer(c: AppContext, outcome: Outcome, flash: Flash, next: string) {
  switch (outcome) {
    case 'deactivated':
    case 'activated':
    case 'erased':
    case 'unchanged':
      leaveFlash(c, flash)
      return goTo(c, next)
    case 'oneself':
    case 'forbidden':
      return forbidden(c)
    case 'unknown':
      return notFound(c)
  }
}

/** The person a page asks about. Nobody is asked about themselves, or about who is gone: their own page says why. */
async function readOther(c: AppContext): Promise<UserProfile | null> {
  const id = idOf(c)
  const user = id === actorOf(c).publicId ? null : await readProfile(c.get('db'), id, readerOf(c))
  return user?.erasedAt === null ? user : null
}

const errorsFor = {
  ...ownPasswordErrors,
  email: { email: { key: 'users.errors.other_address' } },
} as const

function refuseActivation(c: AppContext, user: UserProfile, why: 'wrong' | 'blocked') {
  return page(c, <ActivationPage user={user} errors={errorsFor[why]} />, why === 'blocked' ? 429 : 422)
}

function refuseErasure(c: AppContext, user: UserProfile, typed: string, why: keyof typeof errorsFor) {
  const status = why === 'blocked' ? 429 : 422
  return page(c, <ErasurePage user={user} typed={typed} errors={errorsFor[why]} />, status)
}

function idOf(c: Context<App>): string {
  return c.req.param('id') ?? ''
}
