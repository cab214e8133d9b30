import { Hono } from 'hono'
import * as v from 'valibot'
import { changeGrant, type GrantChange } from '#src/domain/invitations/change-grant.ts'
import { mayAskForGrant, mayChangeGrant } from '#src/domain/invitations/may.ts'
import type { AskedGrant } from '#src/domain/invitations/read-grant.ts'
import { postMails } from '#src/domain/mails/post-mails.ts'
import { actorOf } from '#src/http/actor.ts'
import type { App, AppContext } from '#src/http/context.ts'
import { leaveFlash } from '#src/http/flash.ts'
import { severalTexts } from '#src/http/form-fields.ts'
import { allow } from '#src/http/guards.ts'
import { goTo } from '#src/http/respond.tsx'
import { readForm } from '#src/http/validate.ts'
import { paths } from '#src/paths.ts'
import { showGrantForm } from './grant-form.tsx'
import { noInvitation } from './no-invitation.tsx'
import { showInvitation } from './show.tsx'

export const invitationGrantRoutes = new Hono<App>()

const text = v.fallback(v.optional(v.string()), undefined)
const grantForm = v.object({
  groups: severalTexts(),
  projects: severalTexts(),
  admin: text,
  confirm: text,
  seen: text,
})

invitationGrantRoutes.get(paths.admin.invitationGrant(':id'), allow(mayChangeGrant), (c) =>
  showGrantForm(c, c.req.param('id') ?? ''),
)

invitationGrantRoutes.post(paths.admin.invitationGrant(':id'), allow(mayAskForGrant), async (c) => {
  const id = c.req.param('id') ?? ''
  const form = await readForm(c, grantForm)
  const given = v.parse(grantForm, form.isValid ? form.values : {})
  const wanted = { groups: given.groups, projects: given.projects, admin: given.admin === 'on' }
  const asked = { ...wanted, isConfirmed: given.confirm === 'on', seen: given.seen }
  const { db, keys, settings, now } = c.var
  return answer(c, id, await changeGrant(db, keys, id, asked, actorOf(c), settings, now), wanted)
})

async function answer(c: AppContext, id: string, change: GrantChange, wanted: AskedGrant) {
  switch (change.outcome) {
    case 'changed':
      await postMails(c.env.MAILS, change.mailIds)
      leaveFlash(c, flashOf(change.isCodeNew, change.mailIds))
      return goTo(c, paths.admin.invitation(id))
    case 'unchanged':
      leaveFlash(c, 'grant_unchanged')
      return goTo(c, paths.admin.invitation(id))
    case 'unconfirmed':
    case 'unknown_place':
    case 'too_much_for_letter':
    case 'changed_meanwhile':
      return showGrantForm(c, id, { key: change.outcome, wanted })
    case 'forbidden':
      return showInvitation(c, id, 'grant_forbidden')
    case 'accepted':
    case 'ungrantable':
      return showInvitation(c, id, change.outcome)
    case 'unknown':
      return noInvitation(c)
  }
}

/** Where the code is new, the person needs a letter with it. */
function flashOf(isCodeNew: boolean, mailIds: number[]) {
  if (!isCodeNew) return 'grant_changed'
  return mailIds.length > 0 ? 'grant_changed_sent' : 'grant_changed_unsent'
}
