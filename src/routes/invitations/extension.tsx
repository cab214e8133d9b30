import { Hono } from 'hono'
import * as v from 'valibot'
import { extendInvitation } from '#src/domain/invitations/extend-invitation.ts'
import { extensionMaxDays } from '#src/domain/invitations/invitation.ts'
import { mayExtend, maySeeInvitations } from '#src/domain/invitations/may.ts'
import { actorOf } from '#src/http/actor.ts'
import type { App, AppContext } from '#src/http/context.ts'
import { forbidden } from '#src/http/errors.tsx'
import { leaveFlash } from '#src/http/flash.ts'
import { readDays } from '#src/http/form-fields.ts'
import { allow } from '#src/http/guards.ts'
import { goTo } from '#src/http/respond.tsx'
import { readForm } from '#src/http/validate.ts'
import { paths } from '#src/paths.ts'
import type { FieldError } from '#views/components/field.tsx'
import { formatMoment } from '#views/components/moment.tsx'
import { noInvitation } from './no-invitation.tsx'
import { showInvitation } from './show.tsx'

export const invitationExtensionRoutes = new Hono<App>()

const extensionForm = v.object({ days: v.fallback(v.pipe(v.string(), v.trim()), '') })

invitationExtensionRoutes.get(paths.admin.invitationExtension(':id'), allow(maySeeInvitations), (c) =>
  goTo(c, paths.admin.invitation(c.req.param('id') ?? '')),
)

invitationExtensionRoutes.post(paths.admin.invitationExtension(':id'), allow(mayExtend), async (c) => {
  const id = c.req.param('id') ?? ''
  const form = await readForm(c, extensionForm)
  const typed = form.isValid ? form.values.days : ''
  const days = readDays(typed, extensionMaxDays)
  if (days === null)
    return refuse(c, id, typed, { key: 'invitations.extension.problems.days', values: limits })
  const extended = await extendInvitation(c.get('db'), id, days, actorOf(c), c.get('now'))
  switch (extended.outcome) {
    case 'extended':
      leaveFlash(c, 'invitation_extended')
      return goTo(c, paths.admin.invitation(id))
    case 'longer':
      return refuse(c, id, typed, openUntil(c, extended.expiresAt))
    case 'accepted':
    case 'unextendable':
    case 'no_room':
      return showInvitation(c, id, extended.outcome)
    case 'forbidden':
      return forbidden(c)
    case 'unknown':
      return noInvitation(c)
  }
})

const limits = { min: 1, max: extensionMaxDays }

function openUntil(c: AppContext, expiresAt: number): FieldError {
  const date = formatMoment(c.get('words'), c.get('settings').timeZone, expiresAt)
  return { key: 'invitations.extension.problems.longer', values: { date } }
}

function refuse(c: AppContext, id: string, typed: string, days: FieldError) {
  return showInvitation(c, id, undefined, { typed, errors: { days } })
}
