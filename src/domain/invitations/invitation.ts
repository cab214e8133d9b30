import type { invitationSources } from '#src/db/schema/invitations.ts'

export type InvitationSource = (typeof invitationSources)[number]

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
