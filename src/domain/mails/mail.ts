import type { mailKinds } from '#src/db/schema/mails.ts'

export type MailKind = (typeof mailKinds)[number]

/** All kinds can be written; a mail of a kind that a later version brought would be marked failed when it should leave. */
export const letterKinds = [
  'invitation',
  'reminder',
  'registration',
  'account_exists',
  'address_confirmation',
  'password_reset',
  'batch_done',
] as const satisfies readonly MailKind[]
export type LetterKind = (typeof letterKinds)[number]

/** Most letters of one kind that one person is sent in 24 hours because someone asked. */
export const lettersPerDay = 3

/** How long the queue has before the sweep believes that a message was lost. */
export const handoverMs = 2 * 60 * 1000

/**
 * How long a consumer holds a mail; then another may take it, because the first may have died. As long waits a mail whose outcome
 * nobody knows, for a report of the provider that proves it has left.
 */
export const leaseMs = 10 * 60 * 1000

/** Most tries whose outcome is unknown: the second may be a second letter, a third would be one too many. */
export const doubtsMax = 2

/** A mail that fails this often for passing reasons has failed for good: about three days of trying. */
export const attemptsMax = 150

/**
 * What a transport answers for one letter. `reason` is a word of ours (`mailProblems`), never the provider's text.
 * - `sent`: the provider said so, for this recipient.
 * - `failed`: it has not left; `isPermanent` when trying again is useless.
 * - `unknown`: perhaps it has left.
 * - `held`: it was not tried, because the one before it showed that nothing works.
 */
export type Delivery =
  | { outcome: 'sent'; providerId: string }
  | { outcome: 'failed'; reason: MailProblem; isPermanent: boolean; retryAfterMs?: number }
  | { outcome: 'unknown' }
  | { outcome: 'held' }

/** Why a mail has not left, or not yet; pages have a sentence for each. Stored as `last_error`. */
export const mailProblems = [
  /** The provider refused this letter: its contents or its recipient (400, `failed`). */
  'refused',
  'too_large',
  /** The provider refuses the key or the domain (403): everything waits. */
  'forbidden',
  /** Too many at once (429), or the plan is used up. */
  'too_many',
  'quota',
  /** The provider has an error of its own (5xx). */
  'provider',
  /** Nobody knows whether it has left, after two tries. */
  'unknown',
  /** The letter could not be written. */
  'unwritable',
  /** Its queue message failed again and again. */
  'dead_letter',
  /** Too many passing failures. */
  'gave_up',
] as const
export type MailProblem = (typeof mailProblems)[number]
