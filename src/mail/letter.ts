import type { LetterKind } from '#src/domain/mails/mail.ts'

/** A letter ready to leave. */
export type Letter = {
  /** Of the mail row it is the letter of. */
  mailId: number
  /** By which the provider reports about it: see domain/mails/mail-reference.ts. */
  reference: string
  kind: LetterKind
  from: { name: string; address: string }
  replyTo: string | undefined
  to: string
  locale: string
  subject: string
  text: string
  html: string
  /** Besides the usual ones, which the transport writes. */
  headers: Record<string, string>
  /** When it was written, in ms. */
  at: number
}
