import type { LetterPartName } from '#src/domain/letters/letter-texts.ts'
import type { LetterKind } from '#src/domain/mails/mail.ts'
import type { Words } from '../words/index.ts'

/** Placeholders in the place of names, so that a sentence shows where they stand. */
const names = { platform: '{{platform}}', inviter: '{{inviter}}', name: '{{name}}', summary: '…' }

/** What a letter says where no administrator wrote something else. */
export function ownSentences({ t }: Words, kind: LetterKind): Record<LetterPartName, string> {
  const greeting =
    kind === 'address_confirmation' ? t('letters.greeting_nobody') : t('letters.greeting', names)
  switch (kind) {
    case 'invitation':
    case 'reminder':
      return {
        subject: t(`letters.${kind}.subject.by_person`, names),
        greeting,
        button: t('letters.invitation.button'),
      }
    default:
      return {
        subject: t(`letters.${kind}.subject`, names),
        greeting,
        button: t(`letters.${kind}.button`),
      }
  }
}
