import type { invitationSources } from '#src/db/schema/invitations.ts'
import type { StopReason } from './stop.ts'

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

/** Most days that an invitation can be extended by, from the day on which somebody does it. */
export const extensionMaxDays = 365

/** Open until accepted, refused or expired; nothing has to run for any of them (DESIGN 1.4). */
export type InvitationState = 'open' | 'reminded' | 'accepted' | 'refused' | 'expired'

export function invitationState(
  invitation: {
    acceptedAt: number | null
    expiresAt: number
    remindedAt: number | null
    /** Of its row in `invitation_stops`; only a refusal is a state, with any other reason it stays open. */
    stop?: StopReason | null
  },
  now: number,
): InvitationState {
  if (invitation.acceptedAt !== null) return 'accepted'
  if (invitation.stop === 'refused') return 'refused'
  if (invitation.expiresAt <= now) return 'expired'
  return invitation.remindedAt === null ? 'open' : 'reminded'
}
