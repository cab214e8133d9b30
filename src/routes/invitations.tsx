import { Hono } from 'hono'
import * as v from 'valibot'
import { formatCode } from '#src/domain/codes/code.ts'
import { deleteInvitation } from '#src/domain/invitations/delete-invitation.ts'
import { mayDelete, mayReveal, maySeeInvitations, maySendAgain } from '#src/domain/invitations/may.ts'
import { readInvitation } from '#src/domain/invitations/read-invitation.ts'
import { revealCode } from '#src/domain/invitations/reveal-code.ts'
import { sendInvitationAgain } from '#src/domain/invitations/send-invitation-again.ts'
import { postMails } from '#src/domain/mails/post-mails.ts'
import { actorOf } from '#src/http/actor.ts'
import type { App, AppContext } from '#src/http/context.ts'
import { forbidden } from '#src/http/errors.tsx'
import { leaveFlash } from '#src/http/flash.ts'
import { allow } from '#src/http/guards.ts'
import { listBefore } from '#src/http/page-before.ts'
import { goTo, page } from '#src/http/respond.tsx'
import { readForm } from '#src/http/validate.ts'
import { paths } from '#src/paths.ts'
import { CodePage } from '#views/invitations/code.tsx'
import { DeletionPage } from '#views/invitations/deletion.tsx'
import { titleOf } from '#views/invitations/title.ts'
import { noInvitation } from './invitations/no-invitation.tsx'
import { showInvitation } from './invitations/show.tsx'

export const invitationsRoutes = new Hono<App>()

invitationsRoutes.get(paths.admin.invitation(':id'), allow(maySeeInvitations), (c) =>
  showInvitation(c, c.req.param('id') ?? ''),
)

// Reloading, or changing the language, on the page that an action has answered with.
const { invitationDeliveries, invitationCode, invitationDeletion } = paths.admin
for (const action of [invitationDeliveries, invitationCode])
  invitationsRoutes.get(action(':id'), allow(maySeeInvitations), (c) =>
    goTo(c, paths.admin.invitation(c.req.param('id') ?? '')),
  )

/** How often the invitation had been sent when its page was shown: a second click asks for what has happened already. */
const sendingForm = v.object({
  sendings: v.fallback(v.optional(v.pipe(v.string(), v.toNumber())), undefined),
})

invitationsRoutes.post(invitationDeliveries(':id'), allow(maySendAgain), async (c) => {
  const id = c.req.param('id') ?? ''
  const form = await readForm(c, sendingForm)
  const seen = form.isValid ? form.values.sendings : undefined
  const { db, keys, settings, now } = c.var
  const sent = await sendInvitationAgain(db, keys, id, actorOf(c), settings, now, seen)
  switch (sent.outcome) {
    case 'sent':
      await postMails(c.env.MAILS, sent.mailIds)
      leaveFlash(c, 'invitation_sent')
      return goTo(c, paths.admin.invitation(id))
    case 'too_often':
    case 'accepted':
    case 'unsendable':
    case 'suppressed':
      return showInvitation(c, id, sent.outcome)
    case 'forbidden':
      return forbidden(c)
    case 'unknown':
      return noInvitation(c)
  }
})

invitationsRoutes.post(invitationCode(':id'), allow(mayReveal), async (c) => {
  const id = c.req.param('id') ?? ''
  const revealed = await revealCode(c.get('db'), c.get('keys'), id, actorOf(c), c.get('now'))
  switch (revealed.outcome) {
    case 'revealed':
      return showCode(c, id, revealed)
    case 'forbidden':
    case 'accepted':
    case 'by_mail_only':
      return showInvitation(c, id, revealed.outcome)
    case 'unknown':
      return noInvitation(c)
  }
})

invitationsRoutes.get(invitationDeletion(':id'), allow(mayDelete), async (c) => {
  const id = c.req.param('id') ?? ''
  const invitation = await readInvitation(c.get('db'), id, c.get('words').language, c.get('now'))
  if (!invitation) return noInvitation(c)
  return invitation.acceptedAt === null
    ? page(c, <DeletionPage invitation={invitation} back={listBefore(c)} />)
    : showInvitation(c, id, 'accepted')
})

invitationsRoutes.post(invitationDeletion(':id'), allow(mayDelete), async (c) => {
  const id = c.req.param('id') ?? ''
  const { outcome } = await deleteInvitation(c.get('db'), id, actorOf(c), c.get('now'))
  switch (outcome) {
    case 'deleted':
      leaveFlash(c, 'invitation_deleted')
      return goTo(c, listBefore(c) ?? paths.admin.invitations())
    case 'accepted':
      return showInvitation(c, id, outcome)
    case 'forbidden':
      return forbidden(c)
    case 'unknown':
      return noInvitation(c)
  }
})

async function showCode(c: AppContext, id: string, { code, locale }: { code: string; locale: string }) {
  const invitation = await readInvitation(c.get('db'), id, c.get('words').language, c.get('now'))
  if (!invitation) return noInvitation(c)
  const link = c.get('settings').origin + paths.code(code, locale)
  const title = titleOf(c.get('words').t, invitation)
  const isExpired = invitation.expiresAt <= c.get('now')
  return page(c, <CodePage {...{ publicId: id, title, code: formatCode(code), link, isExpired }} />)
}
