import type { LetterTexts } from '#src/domain/letters/letter-texts.ts'
import type { LetterKind } from '#src/domain/mails/mail.ts'
import type { ComposableFacts } from '#src/mail/compose.tsx'

/** The moment at which the letters of tests are written. */
export const letterNow = Date.UTC(2026, 10, 22, 11, 0)
export const code = '7K3Q9F2M00000000000000000A1'
export const codeInGroups = '7K3Q-9F2M-0000-0000-0000-0000-0A1'

export type GivenFacts = {
  locale?: string
  firstName?: string
  inviterName?: string | null
  message?: string | null
  fileName?: string | null
  source?: 'workbook' | 'codes'
  /** Of a batch that is done. */
  invited?: number
  texts?: LetterTexts
  isTest?: boolean
}

const batch = {
  ...{ publicId: 'BATCH', invited: 1, renewed: 0, added: 12, unchanged: 0, skipped: 2, leftOut: 5 },
}

/** Facts as they were gathered for a letter to Vera, whom Ada invites. */
export function factsOf(kind: LetterKind, given: GivenFacts = {}): ComposableFacts {
  const { locale = 'en', firstName = 'Vera', inviterName = 'Ada Martin', message = 'See you soon!' } = given
  const {
    fileName = 'neighbours.xlsx',
    source = 'workbook',
    invited = batch.invited,
    texts = new Map<string, string>(),
    isTest = false,
  } = given
  const mail = { id: 7, kind, invitationId: 1, userId: 1, address: 'vera@parvis.test', locale, attempts: 1 }
  const envelope = { mail, reference: '7-tag', firstName, texts, isTest }
  switch (kind) {
    case 'invitation':
    case 'reminder':
    case 'registration':
    case 'address_confirmation':
      return {
        ...{ ...envelope, kind, inviterName, message, code, codeInGroups },
        ...{ wayOut: 'OUT.token', expiresAt: letterNow + 30 * 24 * 60 * 60 * 1000 },
      }
    case 'account_exists':
      return { ...envelope, kind, hasCode: false }
    case 'password_reset':
      return { ...envelope, kind, token: 'TOKEN', tokenExpiresAt: letterNow + 60 * 60 * 1000 }
    case 'batch_done':
      return { ...envelope, kind, batch: { ...batch, source, fileName, invited } }
  }
}

/** Where its button leads. */
export function linkOf(kind: LetterKind, language: string): string {
  switch (kind) {
    case 'invitation':
    case 'reminder':
    case 'registration':
    case 'address_confirmation':
      return `/i/${code}?lang=${language}`
    case 'account_exists':
      return `/sign-in?lang=${language}`
    case 'password_reset':
      return `/password/reset/TOKEN?lang=${language}`
    case 'batch_done':
      return '/admin/batches/BATCH'
  }
}
