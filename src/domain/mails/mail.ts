import type { mailKinds } from '#src/db/schema/mails.ts'

export type MailKind = (typeof mailKinds)[number]

/** The kinds that can be written today. A mail of any other kind is marked failed when it should leave. */
export const letterKinds = [
  'invitation',
  'reminder',
  'registration',
  'account_exists',
  'address_confirmation',
  'password_reset',
] as const satisfies readonly MailKind[]
export type LetterKind = (typeof letterKinds)[number]

/** Most letters of one kind that one person is sent in 24 hours because someone asked. */
export const lettersPerDay = 3

/** How long the queue has before the sweep believes that a message was lost. */
export const handoverMs = 2 * 60 * 1000

/** How long a consumer holds a mail; then another may take it, because the first may have died. */
export const leaseMs = 5 * 60 * 1000

/** A mail that fails this often for passing reasons has failed for good: about three days of trying. */
export const attemptsMax = 20

/** What a transport answers for one letter. `reason` is short and holds no address; `unknown` means perhaps sent. */
export type Delivery =
  | { outcome: 'sent'; providerId: string }
  | { outcome: 'failed'; reason: string; isPermanent: boolean }
  | { outcome: 'unknown' }
