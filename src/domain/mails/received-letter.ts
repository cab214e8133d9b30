import type { LetterKind } from './mail.ts'

/** A letter as it lies in the local mailbox; also an item of `/mailbox.json`. */
export type ReceivedLetter = {
  id: string
  kind: LetterKind
  to: string
  subject: string
  locale: string
  text: string
  html: string
  headers: Record<string, string>
  /** ISO 8601. */
  at: string
}
