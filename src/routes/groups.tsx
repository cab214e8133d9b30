import { Hono } from 'hono'
import * as v from 'valibot'
import { addMember } from '#src/domain/groups/add-member.ts'
import { createGroup } from '#src/domain/groups/create-group.ts'
import { listGroups } from '#src/domain/groups/list-groups.ts'
import { mayChangeGroups, maySeeGroups } from '#src/domain/groups/may.ts'
import { readGroup } from '#src/domain/groups/read-group.ts'
import { removeMember } from '#src/domain/groups/remove-member.ts'
import { renameGroup } from '#src/domain/groups/rename-group.ts'
import { newPublicId } from '#src/domain/ids/new-public-id.ts'
import { actorOf } from '#src/http/actor.ts'
import type { App, AppContext } from '#src/http/context.ts'
import { notFound } from '#src/http/errors.tsx'
import { leaveFlash } from '#src/http/flash.ts'
import { formId, registeredAddress, shortName } from '#src/http/form-fields.ts'
import { allow } from '#src/http/guards.ts'
import { readListQuery } from '#src/http/list-query.ts'
import { goTo, page } from '#src/http/respond.tsx'
import { type Given, readForm } from '#src/http/validate.ts'
import { paths } from '#src/paths.ts'
import type { FieldErrors } from '#views/components/field.tsx'
import { GroupPage } from '#views/groups/group.tsx'
import { GroupsPage } from '#views/groups/list.tsx'

export const groupsRoutes = new Hono<App>()

const name = shortName('groups.errors.name_missing', 'groups.errors.name_too_long')
const newGroup = v.object({
  name,
  kind: v.optional(v.literal('manual', 'groups.errors.kind'), 'manual'),
  id: formId,
})
const renamed = v.object({ name })
const newMember = v.object({ email: registeredAddress('groups.errors.address_invalid') })

groupsRoutes.get(paths.admin.groups(), allow(maySeeGroups), (c) => showGroups(c))

groupsRoutes.post(paths.admin.groups(), allow(mayChangeGroups), async (c) => {
  const form = await readForm(c, newGroup)
  if (!form.isValid) return showGroups(c, form.given, form.errors)
  const { id, ...values } = form.values
  await createGroup(c.get('db'), { publicId: id, ...values }, actorOf(c), c.get('now'))
  leaveFlash(c, 'group_created')
  return goTo(c, paths.admin.group(id))
})

groupsRoutes.get(paths.admin.group(':id'), allow(maySeeGroups), (c) => showGroup(c, c.req.param('id') ?? ''))

groupsRoutes.post(paths.admin.group(':id'), allow(mayChangeGroups), async (c) => {
  const id = c.req.param('id') ?? ''
  const form = await readForm(c, renamed)
  if (!form.isValid) return showGroup(c, id, form.given, form.errors)
  const { outcome } = await renameGroup(c.get('db'), id, form.values.name, actorOf(c), c.get('now'))
  if (outcome === 'unknown') return notFound(c)
  leaveFlash(c, 'group_renamed')
  return goTo(c, paths.admin.group(id))
})

// Reloading, or changing the language, on the page that a refused form shows.
groupsRoutes.get(paths.admin.groupMembers(':id'), allow(maySeeGroups), (c) =>
  goTo(c, paths.admin.group(c.req.param('id') ?? '')),
)

groupsRoutes.post(paths.admin.groupMembers(':id'), allow(mayChangeGroups), async (c) => {
  const id = c.req.param('id') ?? ''
  const form = await readForm(c, newMember)
  if (!form.isValid) return showGroup(c, id, form.given, form.errors)
  const { address, emailKey } = form.values.email
  const { outcome } = await addMember(c.get('db'), id, emailKey, actorOf(c), c.get('now'))
  const unknownAddress = { key: 'groups.errors.not_registered', values: { address } } as const
  switch (outcome) {
    case 'added':
      leaveFlash(c, 'member_added')
      return goTo(c, paths.admin.group(id))
    case 'not_registered':
      return showGroup(c, id, form.given, { email: unknownAddress })
    case 'unknown':
      return notFound(c)
  }
})

groupsRoutes.post(paths.admin.groupMember(':id', ':user'), allow(mayChangeGroups), async (c) => {
  const [id, user] = [c.req.param('id') ?? '', c.req.param('user') ?? '']
  await removeMember(c.get('db'), id, user, actorOf(c), c.get('now'))
  leaveFlash(c, 'member_removed')
  return goTo(c, paths.admin.group(id))
})

async function showGroups(c: AppContext, given?: Given, errors?: FieldErrors) {
  const list = await listGroups(c.get('db'), readListQuery(c), c.get('words').language)
  const props = { ...list, formId: newPublicId(), given, errors }
  return page(c, <GroupsPage {...props} />, errors ? 422 : 200)
}

async function showGroup(c: AppContext, id: string, given?: Given, errors?: FieldErrors) {
  const group = await readGroup(c.get('db'), id, readListQuery(c))
  if (!group) return notFound(c)
  return page(c, <GroupPage group={group} given={given} errors={errors} />, errors ? 422 : 200)
}
