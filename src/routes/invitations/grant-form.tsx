import { type AskedGrant, sightOf } from '#src/domain/invitations/read-grant.ts'
import { type InvitationDetails, readInvitation } from '#src/domain/invitations/read-invitation.ts'
import { readPlaces } from '#src/domain/invitations/read-places.ts'
import type { AppContext } from '#src/http/context.ts'
import { page } from '#src/http/respond.tsx'
import type { FieldErrors } from '#views/components/field.tsx'
import { GrantPage } from '#views/invitations/grant.tsx'
import { noInvitation } from './no-invitation.tsx'
import { showInvitation } from './show.tsx'

/** Why a promise was not changed, and what was ticked. */
export type GrantProblem = {
  key: 'unconfirmed' | 'unknown_place' | 'too_much_for_letter' | 'changed_meanwhile'
  wanted: AskedGrant
}

/** The form with what the invitation promises now; after a problem with what was ticked, as far as it still exists. */
export async function showGrantForm(c: AppContext, id: string, problem?: GrantProblem) {
  const { db, words, now } = c.var
  const invitation = await readInvitation(db, id, words.language, now)
  if (!invitation) return noInvitation(c)
  const refusal = refusalOf(invitation)
  if (refusal) return showInvitation(c, id, refusal)
  const { granted } = invitation
  const isAnew = !problem || problem.key === 'changed_meanwhile'
  const form = {
    ...{ invitation, ...(await readPlaces(db, words.language)), seen: sightOf(granted) },
    chosen: isAnew ? granted : problem.wanted,
    asksToConfirm: problem?.key === 'unconfirmed',
    errors: errorsOf(problem),
  }
  return page(c, <GrantPage {...form} />, statusOf(problem))
}

/** As `changeGrant` would answer. */
function refusalOf({ acceptedAt, erasedAt, source, kind }: InvitationDetails) {
  if (acceptedAt !== null || erasedAt !== null) return 'accepted'
  return source !== 'batch' || kind === 'confirmation' ? 'ungrantable' : null
}

function statusOf(problem: GrantProblem | undefined) {
  if (!problem) return 200
  return problem.key === 'changed_meanwhile' ? 409 : 422
}

const fieldOf = {
  unconfirmed: 'confirm',
  unknown_place: 'form',
  too_much_for_letter: 'form',
  changed_meanwhile: 'form',
} as const

function errorsOf(problem: GrantProblem | undefined): FieldErrors {
  return problem ? { [fieldOf[problem.key]]: { key: `invitations.grant.problems.${problem.key}` } } : {}
}
