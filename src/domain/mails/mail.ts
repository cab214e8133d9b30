import type { mailKinds, mailStates } from '#src/db/schema/mails.ts'

export type MailKind = (typeof mailKinds)[number]
export type MailState = (typeof mailStates)[number]

/** The kinds that can be written today. A mail of any other kind is marked failed when it should leave. */
export const letterKinds = [
  'invitation',
  'reminder',
  'registration',
  'account_exists',
  'password_reset',
] as const satisfies readonly MailKind[]
export type LetterKind = (typeof letterKinds)[number]

/** How long the queue has before the sweep believes that a message was lost. */
export const handoverMs = 2 * 60 * 1000
