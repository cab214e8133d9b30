import { Hono } from 'hono'
import { addMember } from '#src/domain/groups/add-member.ts'
import { mayChangeGroups, maySeeGroups } from '#src/domain/groups/may.ts'
import { removeMember } from '#src/domain/groups/remove-member.ts'
import { actorOf } from '#src/http/actor.ts'
import type { App, AppContext } from '#src/http/context.ts'
import { forbidden, notFound } from '#src/http/errors.tsx'
import { leaveFlash } from '#src/http/flash.ts'
import { allow } from '#src/http/guards.ts'
import { goTo } from '#src/http/respond.tsx'
import { readForm } from '#src/http/validate.ts'
import { paths } from '#src/paths.ts'
import { newMember } from './forms.ts'
import { showGroup } from './show.tsx'

export const groupMembersRoutes = new Hono<App>()

// Reloading, or changing the language, on the page that a refused form shows.
for (const refused of [paths.admin.groupMembers(':id'), paths.admin.groupMember(':id', ':user')])
  groupMembersRoutes.get(refused, allow(maySeeGroups), (c) =>
    goTo(c, paths.admin.group(c.req.param('id') ?? '')),
  )

groupMembersRoutes.post(paths.admin.groupMembers(':id'), allow(mayChangeGroups), async (c) => {
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
    case 'forbidden':
      return forbidden(c)
    case 'unknown':
      return notFound(c)
  }
})

groupMembersRoutes.post(paths.admin.groupMember(':id', ':user'), allow(mayChangeGroups), async (c) => {
  const id = c.req.param('id') ?? ''
  const removal = await removeMember(c.get('db'), id, c.req.param('user') ?? '', circumstances(c))
  switch (removal.outcome) {
    case 'removed':
      leaveFlash(c, 'member_removed')
      return goTo(c, paths.admin.group(id))
    case 'meeting':
      return showGroup(
        c,
        id,
        {},
        {
          form: { key: 'groups.errors.meets_conditions', values: { name: removal.name } },
        },
      )
    case 'forbidden':
      return forbidden(c)
    case 'unknown':
      return notFound(c)
  }
})

function circumstances(c: AppContext) {
  return { actor: actorOf(c), timeZone: c.get('settings').timeZone, now: c.get('now') }
}
