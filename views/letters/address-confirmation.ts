import { formatMoment } from '../components/moment.tsx'
import { greet, type LetterParts, type Sender } from './letter.ts'

export type AddressConfirmationLetter = {
  link: string
  /** In groups, and the page where it can be pasted. */
  code: string
  codeEntry: string
  expiresAt: number
}

/** Says nothing that was typed with the address: whoever holds a letter code could have typed it. */
export function addressConfirmationParts(letter: AddressConfirmationLetter, sender: Sender): LetterParts {
  const { t } = sender.words
  const names = { platform: sender.platformName }
  return {
    subject: t('letters.address_confirmation.subject', names),
    preheader: t('letters.address_confirmation.preheader'),
    greeting: greet(sender, null),
    paragraphs: [t('letters.address_confirmation.why', names), t('letters.address_confirmation.what')],
    button: { label: t('letters.address_confirmation.button'), url: letter.link },
    code: { label: t('letters.code', { address: letter.codeEntry }), code: letter.code },
    until: t('letters.address_confirmation.until', {
      moment: formatMoment(sender.words, sender.timeZone, letter.expiresAt, 'date_time'),
    }),
    unexpected: t('letters.address_confirmation.unexpected'),
  }
}
