import type { mailStates } from '#src/db/schema/mails.ts'

export type MailState = (typeof mailStates)[number]

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

/**
 * How far a mail is: a report moves it only to a higher rank, so that neither order nor repetition matters. What has not left
 * yet, or seemed not to, is moved by whatever proves the opposite.
 */
export const stateRanks = {
  queued: 0,
  sending: 0,
  failed: 0,
  cancelled: 0,
  sent: 1,
  deferred: 2,
  delivered: 3,
  suppressed: 4,
  bounced: 5,
  complained: 6,
} as const satisfies Record<MailState, number>

/** The state of a mail about which this is said: who unsubscribes has received it. */
export function stateAfter(kind: ReportKind): Exclude<ReportKind, 'unsubscribed'> {
  return kind === 'unsubscribed' ? 'delivered' : kind
}
