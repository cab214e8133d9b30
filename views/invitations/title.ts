import type { InvitationDetails } from '#src/domain/invitations/read-invitation.ts'
import type { Words } from '../words/index.ts'

/** What an invitation is called: by its address; what has none, by its name. */
export function titleOf(
  t: Words['t'],
  invitation: Pick<InvitationDetails, 'address' | 'firstName' | 'lastName'>,
): string {
  if (invitation.address !== null) return invitation.address
  const name = nameOf(invitation)
  return name ? t('invitations.list.letter_code_of', { name }) : t('invitations.list.letter_code')
}

export function nameOf({ firstName, lastName }: Pick<InvitationDetails, 'firstName' | 'lastName'>): string {
  return [firstName, lastName].filter(Boolean).join(' ')
}
