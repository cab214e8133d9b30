import type { batches, events, invitations, mails } from '#src/db/schema/index.ts'

/** Rows as they will stand in the tables; ids that others point at are given here. */
export type InvitationRow = Omit<
  typeof invitations.$inferSelect,
  'words' | 'facts' | 'message' | 'generation' | 'keyId' | 'erasedAt'
>
export type MailRow = Omit<typeof mails.$inferSelect, 'id' | 'leaseUntil'>
export type EventRow = Omit<typeof events.$inferInsert, 'id'>
export type BatchRow = Omit<typeof batches.$inferSelect, 'options' | 'counts'> & {
  options: string
  counts: string
}
