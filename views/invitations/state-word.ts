import type { InvitationState } from '#src/domain/invitations/invitation.ts'
import type { Words } from '../words/index.ts'

/** The state of an invitation in a word: a code on paper is used or not, for nobody knows who has it. */
export function stateWord(t: Words['t'], state: InvitationState, isLetter: boolean): string {
  if (!isLetter) return t(`invitations.states.${state}`)
  if (state === 'accepted') return t('invitations.letter_states.used')
  return t(state === 'expired' ? 'invitations.letter_states.expired' : 'invitations.letter_states.unused')
}
