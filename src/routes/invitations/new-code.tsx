import { Hono } from 'hono'
import * as v from 'valibot'
import { mayReveal, maySeeInvitations } from '#src/domain/invitations/may.ts'
import { type Replacement, replaceCode } from '#src/domain/invitations/replace-code.ts'
import { postMails } from '#src/domain/mails/post-mails.ts'
import { actorOf } from '#src/http/actor.ts'
import type { App } from '#src/http/context.ts'
import { leaveFlash } from '#src/http/flash.ts'
import { allow } from '#src/http/guards.ts'
import { goTo } from '#src/http/respond.tsx'
import { readForm } from '#src/http/validate.ts'
import { paths } from '#src/paths.ts'
import type { Flash } from '#views/components/flash.tsx'
import { noInvitation } from './no-invitation.tsx'
import { showInvitation } from './show.tsx'

export const invitationNewCodeRoutes = new Hono<App>()

/** Which of its codes the page knew: a second click asks for what has happened already. */
const newCodeForm = v.object({
  generation: v.fallback(v.optional(v.pipe(v.string(), v.toNumber())), undefined),
})

invitationNewCodeRoutes.get(paths.admin.invitationNewCode(':id'), allow(maySeeInvitations), (c) =>
  goTo(c, paths.admin.invitation(c.req.param('id') ?? '')),
)

invitationNewCodeRoutes.post(paths.admin.invitationNewCode(':id'), allow(mayReveal), async (c) => {
  const id = c.req.param('id') ?? ''
  const form = await readForm(c, newCodeForm)
  const asked = { publicId: id, seen: form.isValid ? form.values.generation : undefined, actor: actorOf(c) }
  const { db, keys, settings, now } = c.var
  const replaced = await replaceCode(db, keys, asked, settings, now)
  switch (replaced.outcome) {
    case 'replaced':
      await postMails(c.env.MAILS, replaced.mailIds)
      leaveFlash(c, flashOf(replaced))
      return goTo(c, paths.admin.invitation(id))
    case 'forbidden':
      return showInvitation(c, id, 'new_code_forbidden')
    case 'accepted':
    case 'unsendable':
    case 'no_room':
      return showInvitation(c, id, replaced.outcome)
    case 'unknown':
      return noInvitation(c)
  }
})

/** A code that was given for an address is read in its mailbox only. */
function flashOf({ kind, unsent }: Extract<Replacement, { outcome: 'replaced' }>): Flash {
  if (kind === 'letter_code') return 'code_replaced_letter'
  if (unsent === null) return 'code_replaced'
  const isReadInMailbox = kind === 'confirmation'
  if (unsent === 'suppressed')
    return isReadInMailbox ? 'code_replaced_suppressed' : 'code_replaced_suppressed_phone'
  return isReadInMailbox ? 'code_replaced_tomorrow' : 'code_replaced_phone'
}
