import { formatMoment } from '../components/moment.tsx'
import { greet, type LetterParts, type Sender } from './letter.ts'

export type RegistrationLetter = {
  firstName: string | null
  link: string
  /** In groups, and the page where it can be pasted. */
  code: string
  codeEntry: string
  expiresAt: number
}

export function registrationParts(letter: RegistrationLetter, sender: Sender): LetterParts {
  const { t } = sender.words
  const names = { platform: sender.platformName }
  return {
    subject: t('letters.registration.subject', names),
    preheader: t('letters.registration.preheader'),
    greeting: greet(sender, letter.firstName),
    paragraphs: [t('letters.registration.why', names), t('letters.registration.what')],
    button: { label: t('letters.registration.button'), url: letter.link },
    code: { label: t('letters.code', { address: letter.codeEntry }), code: letter.code },
    until: t('letters.registration.until', {
      moment: formatMoment(sender.words, sender.timeZone, letter.expiresAt, 'date_time'),
    }),
    unexpected: t('letters.registration.unexpected'),
  }
}
