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
    case 'code_replaced':
      return t(`invitations.timeline.acts.${replacedKey(details.unsent)}`)
    case 'grant_changed':
      return t(
        `invitations.timeline.acts.${details.code === 'replaced' ? 'grant_changed_code' : 'grant_changed'}`,
      )
    case 'invitation_extended':
      // Of many at once the journal keeps the act, not the days.
      return typeof details.days === 'number'
        ? t('invitations.timeline.acts.invitation_extended', { count: details.days })
        : t('invitations.timeline.acts.extended')
    default: {
      const known = plain.find((name) => name === action)
      return known
        ? t(`invitations.timeline.acts.${known}`)
        : t('invitations.timeline.acts.other', { action })
    }
  }
}

/** Also why no mail brought the new code. */
function replacedKey(unsent: unknown) {
  if (unsent === 'too_often') return 'code_replaced_too_often'
  return unsent === 'suppressed' ? 'code_replaced_suppressed' : 'code_replaced'
}
