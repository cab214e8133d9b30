import type { invitationSources } from '#src/db/schema/invitations.ts'

export type InvitationSource = (typeof invitationSources)[number]

/**
 * `letter_code`: printed on paper for someone whose address is unknown; `confirmation`: of the address that someone gave for a
 * letter code; `mailed`: all others.
 */
export type InvitationKind = 'mailed' | 'letter_code' | 'confirmation'

export function invitationKind(invitation: {
  address: string | null
  letterId: number | null
}): InvitationKind {
  if (invitation.letterId !== null) return 'confirmation'
  return invitation.address === null ? 'letter_code' : 'mailed'
}

/** Open until accepted or expired; nothing has to run for either (DESIGN 1.4). */
export type InvitationState = 'open' | 'reminded' | 'accepted' | 'expired'

export function invitationState(
  invitation: { acceptedAt: number | null; expiresAt: number; remindedAt: number | null },
  now: number,
): InvitationState {
  if (invitation.acceptedAt !== null) return 'accepted'
  if (invitation.expiresAt <= now) return 'expired'
  return invitation.remindedAt === null ? 'open' : 'reminded'
}
