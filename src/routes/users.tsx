import { Hono } from 'hono'
import * as v from 'valibot'
import { changeRole, type RoleChange } from '#src/domain/users/change-role.ts'
import { mayChangeRole, maySeeUsers } from '#src/domain/users/may.ts'
import { proveOwnPassword } from '#src/domain/users/prove-own-password.ts'
import { roles } from '#src/domain/users/user.ts'
import { actorOf } from '#src/http/actor.ts'
import type { App, AppContext } from '#src/http/context.ts'
import { forbidden, notFound } from '#src/http/errors.tsx'
import { leaveFlash } from '#src/http/flash.ts'
import { allow } from '#src/http/guards.ts'
import { goTo } from '#src/http/respond.tsx'
import { readForm } from '#src/http/validate.ts'
import { paths } from '#src/paths.ts'
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

type Outcome = Exclude<RoleChange['outcome'], 'unproven'> | 'wrong' | 'blocked'

/** Asks for the password only where the role that is asked for needs it. */
async function giveRole(c: AppContext, id: string, { role, confirm, password }: AskedRole): Promise<Outcome> {
  const { db, keys, now } = c.var
  const give = (isProven: boolean) =>
    changeRole(db, id, { role, isConfirmed: confirm === 'on', isProven }, actorOf(c), now)
  const { outcome } = await give(false)
  if (outcome !== 'unproven') return outcome
  const proof = await proveOwnPassword(db, keys, actorOf(c), password, now)
  if (proof !== 'right') return proof
  const proven = (await give(true)).outcome
  return proven === 'unproven' ? 'wrong' : proven
}

function refuse(
  c: AppContext,
  id: string,
  { role }: AskedRole,
  why: 'unconfirmed' | 'last_admin' | 'wrong' | 'blocked',
) {
  const isOwnLoss = why === 'unconfirmed' && role !== 'admin'
  const errors = {
    unconfirmed: { confirm: { key: isOwnLoss ? 'users.errors.own_loss' : 'users.errors.unconfirmed' } },
    last_admin: { role: { key: 'users.errors.last_admin' } },
    wrong: { password: { key: 'users.errors.password' } },
    blocked: { password: { key: 'users.errors.password_blocked' } },
  } as const
  return showUser(c, id, { asked: role, errors: errors[why] }, why === 'blocked' ? 429 : 422)
}
