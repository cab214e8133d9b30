import { useView } from '../view.ts'

/** Sentences that may follow a form onto the next page; each has its key in the catalogue under `common.flash`. */
export const flashes = [
  'welcome',
  'signed_out',
  'session_over',
  'session_ended',
  'received',
  'other_invitation',
  'password_changed',
  'group_created',
  'group_renamed',
  'conditions_saved',
  'group_deleted',
  'member_added',
  'member_removed',
  'project_created',
  'project_saved',
  'manager_added',
  'manager_removed',
  'role_changed',
  'user_deactivated',
  'user_activated',
  'user_erased',
  'invitation_sent',
  'invitation_deleted',
  'address_corrected',
  'invitation_extended',
  'code_replaced',
  'code_replaced_letter',
  'code_replaced_phone',
  'code_replaced_tomorrow',
  'code_replaced_suppressed',
  'code_replaced_suppressed_phone',
  'grant_changed',
  'grant_changed_sent',
  'grant_changed_unsent',
  'grant_unchanged',
  'suppression_lifted',
  'bulk_nothing',
  'batch_cancelled',
  'row_repaired',
  'row_fine',
  'choice_changed',
  'try_again',
  'settings_saved',
  'webhook_unanswered',
  'webhook_forbidden',
  'webhook_off',
  'webhook_enrolled',
  'mails_paused',
  'mails_resumed',
  'mails_retried_more',
  'mails_retried',
  'mail_not_failed',
  'mail_unwanted',
  'mail_retried',
  'mail_closed',
  'mail_open',
  'letter_saved',
  'letter_test_queued',
] as const
export type Flash = (typeof flashes)[number]

export function isFlash(text: string): text is Flash {
  return flashes.some((flash) => flash === text)
}

export function FlashNote() {
  const { flash, flashNumber, actor, words } = useView()
  if (!flash) return null
  return (
    <p class="flash" role="status">
      {words.t(`common.flash.${flash}`, { number: flashNumber, address: actor?.email ?? '' })}
    </p>
  )
}
