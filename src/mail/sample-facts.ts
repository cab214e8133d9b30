import { formatCode } from '#src/domain/codes/code.ts'
import type { LetterTexts } from '#src/domain/letters/letter-texts.ts'
import type { LetterKind } from '#src/domain/mails/mail.ts'
import { dayMs } from '#src/domain/time/day.ts'
import { wordsIn } from '#views/words/index.ts'
import type { ComposableFacts } from './compose.tsx'

export type SampleGiven = {
  texts: LetterTexts
  now: number
  expiryDays: number
  /** Whom it greets and where it goes: a name of ours and an address of nobody, unless given. */
  firstName?: string | undefined
  address?: string | undefined
  inviterName?: string | undefined
  /** The personal message: a sample of ours, unless given; null for none. */
  message?: string | null | undefined
  isTest?: boolean | undefined
}

/** Well-formed, but derived from nothing: it opens no invitation. */
const sampleCode = 'EXAMP1E7K3Q9F2M4T8WXYB6HD0A'

/** Facts as a real letter of this kind would have them, for looking at it; its code and its links open nothing. */
export function sampleFacts(kind: LetterKind, language: string, given: SampleGiven): ComposableFacts {
  const { t } = wordsIn(language)
  const { texts, now, expiryDays, isTest = false } = given
  const { address = 'vera@example.org', firstName = 'Vera', inviterName = 'Ada Martin' } = given
  const message = given.message === undefined ? t('letters.sample.message') : given.message
  const mail = { id: 0, kind, invitationId: null, userId: null, address, locale: language, attempts: 1 }
  const envelope = { mail, reference: '', texts, isTest, firstName }
  switch (kind) {
    case 'invitation':
    case 'reminder':
    case 'registration':
    case 'address_confirmation':
      return {
        ...envelope,
        kind,
        inviterName,
        message,
        code: sampleCode,
        codeInGroups: formatCode(sampleCode),
        wayOut: 'example',
        expiresAt: now + expiryDays * dayMs,
      }
    case 'account_exists':
      return { ...envelope, kind, hasCode: false }
    case 'password_reset':
      return { ...envelope, kind, token: 'example', tokenExpiresAt: now + 60 * 60 * 1000 }
    case 'batch_done':
      return { ...envelope, kind, batch: { ...sampleBatch, fileName: t('letters.sample.file') } }
  }
}

const sampleBatch = {
  source: 'workbook' as const,
  ...{ publicId: 'example', invited: 128, renewed: 3, added: 12, unchanged: 4, skipped: 2, leftOut: 5 },
}
