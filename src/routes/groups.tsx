import { Hono } from 'hono'
import { createGroup } from '#src/domain/groups/create-group.ts'
import { mayChangeGroups, maySeeGroups } from '#src/domain/groups/may.ts'
import { renameGroup } from '#src/domain/groups/rename-group.ts'
import { actorOf } from '#src/http/actor.ts'
import type { App } from '#src/http/context.ts'
import { forbidden, notFound } from '#src/http/errors.tsx'
import { leaveFlash } from '#src/http/flash.ts'
import { allow } from '#src/http/guards.ts'
import { goTo } from '#src/http/respond.tsx'
import { readForm } from '#src/http/validate.ts'
import { paths } from '#src/paths.ts'
import { groupConditionsRoutes } from './groups/conditions.tsx'
import { groupDeletionRoutes } from './groups/deletion.tsx'
import { namesForm, newGroup } from './groups/forms.ts'
import { groupMembersRoutes } from './groups/members.tsx'
import { otherLanguages, showGroup, showGroups } from './groups/show.tsx'

export const groupsRoutes = new Hono<App>()

groupsRoutes.route('/', groupMembersRoutes)
groupsRoutes.route('/', groupConditionsRoutes)
groupsRoutes.route('/', groupDeletionRoutes)

groupsRoutes.get(paths.admin.groups(), allow(maySeeGroups), (c) => showGroups(c))

groupsRoutes.post(paths.admin.groups(), allow(mayChangeGroups), async (c) => {
  const form = await readForm(c, newGroup)
  if (!form.isValid) return showGroups(c, form.given, form.errors)
  const { id, ...values } = form.values
  const { outcome } = await createGroup(c.get('db'), { publicId: id, ...values }, actorOf(c), c.get('now'))
  if (outcome === 'forbidden') return forbidden(c)
  leaveFlash(c, 'group_created')
  return goTo(c, values.kind === 'smart' ? paths.admin.groupConditions(id) : paths.admin.group(id))
})

groupsRoutes.get(paths.admin.group(':id'), allow(maySeeGroups), (c) => showGroup(c, c.req.param('id') ?? ''))

groupsRoutes.post(paths.admin.group(':id'), allow(mayChangeGroups), async (c) => {
  const id = c.req.param('id') ?? ''
  const form = await readForm(c, namesForm(otherLanguages(c)))
  if (!form.isValid) return showGroup(c, id, form.given, form.errors)
  const { outcome } = await renameGroup(c.get('db'), id, form.values, actorOf(c), c.get('now'))
  if (outcome === 'unknown') return notFound(c)
  if (outcome === 'forbidden') return forbidden(c)
  leaveFlash(c, 'group_renamed')
  return goTo(c, paths.admin.group(id))
})
