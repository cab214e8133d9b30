/**
 * What the provider tells about a mail later, in our words. `sent` proves that it has left; `suppressed` says that the provider
 * itself would not write to the address; `unsubscribed` proves that it arrived.
 */
export const reportKinds = [
  'sent',
  'deferred',
  'delivered',
  'suppressed',
  'bounced',
  'unsubscribed',
  'complained',
] as const
export type ReportKind = (typeof reportKinds)[number]

export type MailReport = {
  mailId: number
  kind: ReportKind
  /** Whom it is about, as the provider wrote it; undefined where it does not say. */
  recipient: string | undefined
  /** When it happened, in ms. */
  at: number
}
