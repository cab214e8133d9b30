import { Hono } from 'hono'
import * as v from 'valibot'
import { listInvitations, sorts } from '#src/domain/invitations/list-invitations.ts'
import { listedStates } from '#src/domain/invitations/listed-from.ts'
import { maySeeInvitations } from '#src/domain/invitations/may.ts'
import type { App } from '#src/http/context.ts'
import { allow } from '#src/http/guards.ts'
import { readListQuery } from '#src/http/list-query.ts'
import { fragment, isHtmx, page } from '#src/http/respond.tsx'
import { paths } from '#src/paths.ts'
import { InvitationListUpdate, InvitationsPage } from '#views/invitations/list.tsx'

export const invitationListRoutes = new Hono<App>()

const listQuery = v.object({
  state: v.fallback(v.optional(v.picklist(listedStates)), undefined),
  sort: v.fallback(v.optional(v.picklist(sorts), 'newest'), 'newest'),
  batch: v.optional(v.string()),
})

invitationListRoutes.get(paths.admin.invitations(), allow(maySeeInvitations), async (c) => {
  const query = { ...v.parse(listQuery, c.req.query()), ...readListQuery(c) }
  const { state, sort, batch, typed } = query
  const list = await listInvitations(c.get('db'), query, c.get('now'))
  const props = { ...list, state, sort, batch: batch || undefined, typed }
  return isHtmx(c)
    ? fragment(c, <InvitationListUpdate {...props} />)
    : page(c, <InvitationsPage {...props} />)
})
