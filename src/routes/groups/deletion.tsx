import { Hono } from 'hono'
import { deleteGroup } from '#src/domain/groups/delete-group.ts'
import { mayChangeGroups } from '#src/domain/groups/may.ts'
import { weighDeletion } from '#src/domain/groups/weigh-deletion.ts'
import { actorOf } from '#src/http/actor.ts'
import type { App } from '#src/http/context.ts'
import { forbidden, notFound } from '#src/http/errors.tsx'
import { leaveFlash } from '#src/http/flash.ts'
import { allow } from '#src/http/guards.ts'
import { goTo, page } from '#src/http/respond.tsx'
import { paths } from '#src/paths.ts'
import { GroupDeletionPage } from '#views/groups/deletion.tsx'

export const groupDeletionRoutes = new Hono<App>()

groupDeletionRoutes.get(paths.admin.groupDeletion(':id'), allow(mayChangeGroups), async (c) => {
  const deletion = await weighDeletion(c.get('db'), c.req.param('id') ?? '', c.get('now'))
  return deletion ? page(c, <GroupDeletionPage {...deletion} />) : notFound(c)
})

groupDeletionRoutes.post(paths.admin.groupDeletion(':id'), allow(mayChangeGroups), async (c) => {
  const { outcome } = await deleteGroup(c.get('db'), c.req.param('id') ?? '', actorOf(c), c.get('now'))
  if (outcome === 'unknown') return notFound(c)
  if (outcome === 'forbidden') return forbidden(c)
  leaveFlash(c, 'group_deleted')
  return goTo(c, paths.admin.groups())
})
