import type { Act } from '#src/domain/invitations/read-timeline.ts'
import type { Words } from '../words/index.ts'

/** The actions that have a sentence as they are. */
const plain = [
  'invited',
  'given',
  'batch_renewed',
  'expired',
  'registration_started',
  'first_administrator_invited',
  'invitation_reminded',
  'invitation_opened',
  'code_revealed',
  'code_replaced',
  'address_corrected',
  'address_correction_refused',
  'grant_change_refused',
  'invitation_refused',
  'invitation_unsubscribed',
  'invitation_refusal_taken_back',
  'mail_bounced',
  'mail_complained',
  'mail_unsubscribed',
  'grant_dropped',
  'invitation_accepted',
  'address_given',
  'code_made',
  'code_used',
  'code_printed',
  'codes_printed',
  'codes_exported',
] as const

/** What happened, in a sentence. An action of another version is called by its name. */
export function actSentence({ t }: Words, { action, actor, details }: Act): string {
  switch (action) {
    case 'invitation_sent_again':
      return t(`invitations.timeline.acts.${actor ? 'invitation_sent_again' : 'asked_again'}`)
    case 'code_refused':
      return t(
        `invitations.timeline.acts.${details.wanted === 'new_code' ? 'new_code_refused' : 'code_refused'}`,
      )
    case 'grant_changed':
      return t(
        `invitations.timeline.acts.${details.code === 'replaced' ? 'grant_changed_code' : 'grant_changed'}`,
      )
    case 'invitation_extended':
      return t('invitations.timeline.acts.invitation_extended', { count: Number(details.days) || 0 })
    default: {
      const known = plain.find((name) => name === action)
      return known
        ? t(`invitations.timeline.acts.${known}`)
        : t('invitations.timeline.acts.other', { action })
    }
  }
}
