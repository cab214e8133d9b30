/** Why an invitation is not written to any more; apart, because both tables that name it name each other. */
export const stopReasons = ['bounced', 'complained', 'unsubscribed', 'refused'] as const
