import type { batches } from '#src/db/schema/index.ts'
import type { LetterTexts } from '../letters/letter-texts.ts'
import type { ClaimedMail } from './claim-mails.ts'
import type { LetterKind } from './mail.ts'

/** What a letter tells, gathered at the moment it leaves, because neither text nor code is stored. */
export type LetterFacts =
  | InvitationFacts
  | AccountExistsFacts
  | PasswordResetFacts
  | BatchDoneFacts
  | TestFacts

/** What every letter has. */
type Envelope = {
  mail: ClaimedMail
  /** By which the provider reports about it. */
  reference: string
  /** What administrators wrote, for this kind at least. */
  texts: LetterTexts
  /** Whether it goes to somebody who wants to see what others get; its subject says so. */
  isTest?: boolean
}

export type InvitationFacts = Envelope & {
  kind: 'invitation' | 'reminder' | 'registration' | 'address_confirmation'
  firstName: string | null
  /** Null when the platform itself invites. */
  inviterName: string | null
  message: string | null
  code: string
  /** The code in groups, for reading and pasting. */
  codeInGroups: string
  /** Opens "I do not want this"; invitations and reminders show it. */
  wayOut: string
  expiresAt: number
}
export type AccountExistsFacts = Envelope & {
  kind: 'account_exists'
  firstName: string
  /** Whether the address was given with a letter code, instead of for registering. */
  hasCode: boolean
}
export type PasswordResetFacts = Envelope & { kind: 'password_reset'; firstName: string }
export type BatchDoneFacts = Envelope & { kind: 'batch_done'; firstName: string; batch: BatchSummary }

/** What came of a batch. */
export type BatchSummary = {
  publicId: string
  source: (typeof batches.$inferSelect)['source']
  /** Null where addresses were typed, or a number of codes was made. */
  fileName: string | null
  invited: number
  renewed: number
  added: number
  unchanged: number
  skipped: number
  /** Rows with problems, which were left out. */
  leftOut: number
}

/** A test is written from samples (src/mail/sample-facts.ts); only what is here is real. */
export type TestFacts = Envelope & {
  kind: 'test'
  of: LetterKind
  firstName: string
  inviterName: string
  /** The message of the batch that it tries; undefined where it tries none. */
  message: string | null | undefined
}
