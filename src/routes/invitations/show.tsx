import { codeEndOf } from '#src/domain/codes/code-end.ts'
import { readAddress } from '#src/domain/invitations/address.ts'
import { type InvitationDetails, readInvitation } from '#src/domain/invitations/read-invitation.ts'
import { findSuppression } from '#src/domain/suppressions/find-suppression.ts'
import { dayMs } from '#src/domain/time/day.ts'
import type { AppContext } from '#src/http/context.ts'
import { listBefore } from '#src/http/page-before.ts'
import { page } from '#src/http/respond.tsx'
import { ErasedInvitationPage } from '#views/invitations/erased.tsx'
import type { AskedExtension } from '#views/invitations/extension.tsx'
import { InvitationPage, type InvitationProblem } from '#views/invitations/invitation.tsx'
import { noInvitation } from './no-invitation.tsx'

const statusOf = {
  too_often: 429,
  accepted: 410,
  forbidden: 403,
  unsendable: 422,
  by_mail_only: 403,
  suppressed: 422,
  correction_forbidden: 403,
  uncorrectable: 422,
  address_changed: 409,
  new_code_forbidden: 403,
  unextendable: 422,
  no_room: 422,
  unprintable: 410,
  grant_forbidden: 403,
  ungrantable: 422,
} as const satisfies Record<InvitationProblem, number>

/** The page of an invitation, with why something that was asked for did not happen. */
export async function showInvitation(
  c: AppContext,
  id: string,
  problem?: InvitationProblem,
  extension?: AskedExtension,
) {
  const invitation = await readInvitation(c.get('db'), id, c.get('words').language, c.get('now'))
  if (!invitation) return noInvitation(c)
  const { erasedAt } = invitation
  if (erasedAt !== null) return page(c, <ErasedInvitationPage erasedAt={erasedAt} />, problem ? 410 : 200)
  if (problem === 'too_often') c.header('Retry-After', String(dayMs / 1000))
  const { expiryDays } = c.get('settings')
  const suppression = await suppressionOf(c, invitation)
  const codeEnd = invitation.kind === 'letter_code' ? codeEndOf(c.get('keys'), invitation) : null
  const renewedUntil = Math.max(invitation.expiresAt, c.get('now') + expiryDays * dayMs)
  const props = {
    invitation,
    expiryDays,
    renewedUntil,
    suppression,
    codeEnd,
    problem,
    extension,
    back: listBefore(c),
  }
  const content = <InvitationPage {...props} />
  if (extension) return page(c, content, 422)
  return page(c, content, problem ? statusOf[problem] : 200)
}

/** Why nothing can be sent to whoever is still invited. */
async function suppressionOf(c: AppContext, { address, state }: InvitationDetails) {
  const read = readAddress(address ?? '')
  if (state === 'accepted' || read.state === 'invalid') return null
  return findSuppression(c.get('db'), c.get('keys'), read)
}
