import { Hono } from 'hono'
import * as v from 'valibot'
import { readProfile } from '#src/domain/profiles/read-profile.ts'
import { changeRole } from '#src/domain/users/change-role.ts'
import { mayChangeRole, maySeeUsers } from '#src/domain/users/may.ts'
import { roles } from '#src/domain/users/user.ts'
import { actorOf } from '#src/http/actor.ts'
import type { App, AppContext } from '#src/http/context.ts'
import { notFound } from '#src/http/errors.tsx'
import { leaveFlash } from '#src/http/flash.ts'
import { allow } from '#src/http/guards.ts'
import { readerOf } from '#src/http/reader.ts'
import { goTo, page } from '#src/http/respond.tsx'
import { type Given, readForm } from '#src/http/validate.ts'
import { paths } from '#src/paths.ts'
import type { FieldErrors } from '#views/components/field.tsx'
import { UserPage } from '#views/users/user.tsx'

export const usersRoutes = new Hono<App>()

const roleForm = v.object({
  role: v.picklist(roles, 'users.errors.role'),
  confirm: v.optional(v.string('users.errors.unconfirmed')),
})

usersRoutes.get(paths.admin.user(':id'), allow(maySeeUsers), (c) => showUser(c, c.req.param('id') ?? ''))

// Reloading, or changing the language, on the page that a refused form shows.
usersRoutes.get(paths.admin.userRole(':id'), allow(maySeeUsers), (c) =>
  goTo(c, paths.admin.user(c.req.param('id') ?? '')),
)

usersRoutes.post(paths.admin.userRole(':id'), allow(mayChangeRole), async (c) => {
  const id = c.req.param('id') ?? ''
  const form = await readForm(c, roleForm)
  if (!form.isValid) return showUser(c, id, form.given, form.errors)
  const asked = { role: form.values.role, isConfirmed: form.values.confirm === 'on' }
  const { outcome } = await changeRole(c.get('db'), id, asked, actorOf(c), c.get('now'))
  switch (outcome) {
    case 'changed':
    case 'unchanged':
      leaveFlash(c, 'role_changed')
      return goTo(c, id === actorOf(c).publicId ? paths.home() : paths.admin.user(id))
    case 'unconfirmed':
      return showUser(c, id, form.given, { confirm: { key: 'users.errors.unconfirmed' } })
    case 'last_admin':
      return showUser(c, id, form.given, { role: { key: 'users.errors.last_admin' } })
    case 'unknown':
      return notFound(c)
  }
})

async function showUser(c: AppContext, id: string, given?: Given, errors?: FieldErrors) {
  const user = await readProfile(c.get('db'), id, readerOf(c))
  if (!user) return notFound(c)
  if (!errors) return page(c, <UserPage user={user} />)
  return page(c, <UserPage user={user} asked={String(given?.role)} errors={errors} />, 422)
}
