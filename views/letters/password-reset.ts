import { formatMoment } from '../components/moment.tsx'
import { greet, type LetterParts, type Sender } from './letter.ts'

export type PasswordResetLetter = { firstName: string | null; link: string; expiresAt: number }

export function passwordResetParts(letter: PasswordResetLetter, sender: Sender): LetterParts {
  const { t } = sender.words
  const names = { platform: sender.platformName }
  return {
    subject: t('letters.password_reset.subject', names),
    preheader: t('letters.password_reset.preheader'),
    greeting: greet(sender, letter.firstName),
    paragraphs: [t('letters.password_reset.why', names), t('letters.password_reset.what')],
    button: { label: t('letters.password_reset.button'), url: letter.link },
    until: t('letters.password_reset.until', {
      moment: formatMoment(sender.words, sender.timeZone, letter.expiresAt, 'date_time'),
    }),
    unexpected: t('letters.password_reset.unexpected'),
  }
}
