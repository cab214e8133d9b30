import { Hono } from 'hono'
import * as v from 'valibot'
import { changeRole } from '#src/domain/users/change-role.ts'
import { mayChangeRole, maySeeUsers } from '#src/domain/users/may.ts'
import { roles } from '#src/domain/users/user.ts'
import { actorOf } from '#src/http/actor.ts'
import type { App, AppContext } from '#src/http/context.ts'
import { forbidden, notFound } from '#src/http/errors.tsx'
import { leaveFlash } from '#src/http/flash.ts'
import { allow } from '#src/http/guards.ts'
import { goTo } from '#src/http/respond.tsx'
import { readForm } from '#src/http/validate.ts'
import { paths } from '#src/paths.ts'
import { ownPasswordErrors, withOwnPassword } from './users/own-password.ts'
import { showUser } from './users/show.tsx'

export const usersRoutes = new Hono<App>()

const text = v.optional(v.string(), '')
const roleForm = v.object({ role: v.picklist(roles, 'users.errors.role'), confirm: text, password: text })
type AskedRole = v.InferOutput<typeof roleForm>

usersRoutes.get(paths.admin.user(':id'), allow(maySeeUsers), (c) => showUser(c, c.req.param('id') ?? ''))

// Reloading, or changing the language, on the page that a refused form shows.
usersRoutes.get(paths.admin.userRole(':id'), allow(maySeeUsers), (c) =>
  goTo(c, paths.admin.user(c.req.param('id') ?? '')),
)

usersRoutes.post(paths.admin.userRole(':id'), allow(mayChangeRole), async (c) => {
  const id = c.req.param('id') ?? ''
  const form = await readForm(c, roleForm)
  if (!form.isValid) return showUser(c, id, { asked: String(form.given.role), errors: form.errors })
  const outcome = await giveRole(c, id, form.values)
  switch (outcome) {
    case 'changed':
    case 'unchanged':
      leaveFlash(c, 'role_changed')
      return goTo(c, id === actorOf(c).publicId ? paths.home() : paths.admin.user(id))
    case 'unknown':
      return notFound(c)
    case 'forbidden':
      return forbidden(c)
    default:
      return refuse(c, id, form.values, outcome)
  }
})

/** Asks for the password only where the role that is asked for needs it. */
function giveRole(c: AppContext, id: string, { role, confirm, password }: AskedRole) {
  const { db, now } = c.var
  return withOwnPassword(c, password, (isProven) =>
    changeRole(db, id, { role, isConfirmed: confirm === 'on', isProven }, actorOf(c), now),
  )
}

function refuse(
  c: AppContext,
  id: string,
  { role, password }: AskedRole,
  why: 'unconfirmed' | 'last_admin' | 'wrong' | 'blocked',
) {
  const ownLoss = { confirm: { key: 'users.errors.own_loss' } } as const
  const unticked = { confirm: { key: 'users.errors.unconfirmed' } } as const
  const unproven = { password: { key: 'users.errors.password_missing' } } as const
  const errors = {
    // A password that was typed is not filled in again, so both are asked for at once.
    unconfirmed: role === 'admin' ? { ...unticked, ...unproven } : ownLoss,
    last_admin: { role: { key: 'users.errors.last_admin' } },
    ...ownPasswordErrors,
    ...(password === '' && { wrong: unproven }),
  } as const
  return showUser(c, id, { asked: role, errors: errors[why] }, why === 'blocked' ? 429 : 422)
}
