import { Hono } from 'hono'
import * as v from 'valibot'
import { type Correction, correctAddress } from '#src/domain/invitations/correct-address.ts'
import { mayCorrectAddress } from '#src/domain/invitations/may.ts'
import { readInvitation } from '#src/domain/invitations/read-invitation.ts'
import { weighCorrection } from '#src/domain/invitations/weigh-correction.ts'
import { postMails } from '#src/domain/mails/post-mails.ts'
import { dayMs } from '#src/domain/time/day.ts'
import { actorOf } from '#src/http/actor.ts'
import type { App, AppContext } from '#src/http/context.ts'
import { leaveFlash } from '#src/http/flash.ts'
import { allow } from '#src/http/guards.ts'
import { pastedAddress } from '#src/http/pasted-address.ts'
import { goTo, page } from '#src/http/respond.tsx'
import { readForm } from '#src/http/validate.ts'
import { paths } from '#src/paths.ts'
import { AddressPage, type AddressProblem } from '#views/invitations/address.tsx'
import { noInvitation } from './no-invitation.tsx'
import { showInvitation } from './show.tsx'

export const invitationAddressRoutes = new Hono<App>()

const addressForm = v.object({
  email: v.fallback(v.string(), ''),
  /** How often the invitation had been sent when the form was shown. */
  sendings: v.fallback(v.optional(v.pipe(v.string(), v.toNumber())), undefined),
})

invitationAddressRoutes.get(paths.admin.invitationAddress(':id'), allow(mayCorrectAddress), async (c) => {
  const id = c.req.param('id') ?? ''
  const weighed = await weighCorrection(c.get('db'), id, actorOf(c))
  return 'outcome' in weighed ? showOutcome(c, id, weighed) : showForm(c, id)
})

invitationAddressRoutes.post(paths.admin.invitationAddress(':id'), allow(mayCorrectAddress), async (c) => {
  const id = c.req.param('id') ?? ''
  const form = await readForm(c, addressForm)
  const { email: typed, sendings: seen } = form.isValid ? form.values : { email: '' }
  const email = pastedAddress(typed)
  const { db, keys, settings, now } = c.var
  const corrected = await correctAddress(db, keys, id, { email, seen }, actorOf(c), settings, now)
  return showOutcome(c, id, corrected, email)
})

async function showOutcome(c: AppContext, id: string, correction: Correction, typed = '') {
  switch (correction.outcome) {
    case 'corrected':
      await postMails(c.env.MAILS, correction.mailIds)
      leaveFlash(c, 'address_corrected')
      return goTo(c, paths.admin.invitation(id))
    case 'already_invited':
      return showForm(c, id, { key: correction.outcome, typed, invitation: correction.invitation })
    case 'invalid':
      return showForm(c, id, { key: typed === '' ? 'missing' : correction.outcome, typed })
    case 'same_address':
    case 'has_account':
    case 'suppressed':
    case 'too_often':
      return showForm(c, id, { key: correction.outcome, typed })
    case 'accepted':
    case 'uncorrectable':
      return showInvitation(c, id, correction.outcome)
    case 'changed':
      return showInvitation(c, id, 'address_changed')
    case 'forbidden':
      return showInvitation(c, id, 'correction_forbidden')
    case 'unknown':
      return noInvitation(c)
  }
}

async function showForm(c: AppContext, id: string, problem?: AddressProblem) {
  const invitation = await readInvitation(c.get('db'), id, c.get('words').language, c.get('now'))
  if (!invitation) return noInvitation(c)
  if (problem?.key === 'too_often') c.header('Retry-After', String(dayMs / 1000))
  const status = problem?.key === 'too_often' ? 429 : 422
  return page(c, <AddressPage invitation={invitation} problem={problem} />, problem ? status : 200)
}
