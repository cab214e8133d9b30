/** What an end leaves behind, as the domain says it: on the invitation, for the address, and in the journal. */
export const endReasons = {
  bounced: { stop: 'bounced', suppression: 'bounce', action: 'mail_bounced' },
  complained: { stop: 'complained', suppression: 'complaint', action: 'mail_complained' },
  refused: { stop: 'refused', suppression: 'refusal', action: 'invitation_refused' },
  unsubscribed: { stop: 'unsubscribed', suppression: 'unsubscribe', action: 'invitation_unsubscribed' },
} as const
