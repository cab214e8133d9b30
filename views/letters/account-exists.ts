import { greet, type LetterParts, type Sender } from './letter.ts'

export type AccountExistsLetter = {
  firstName: string | null
  signIn: string
  passwordForgotten: string
  /** Whether the address was given with a letter code; signing in then leads to where it is entered. */
  hasCode: boolean
}

export function accountExistsParts(letter: AccountExistsLetter, sender: Sender): LetterParts {
  const { t } = sender.words
  const names = { platform: sender.platformName }
  return {
    subject: t('letters.account_exists.subject', names),
    preheader: t('letters.account_exists.preheader'),
    greeting: greet(sender, letter.firstName),
    paragraphs: letter.hasCode
      ? [t('letters.account_exists.why_code', names), t('letters.account_exists.what_code')]
      : [t('letters.account_exists.why', names), t('letters.account_exists.what')],
    button: { label: t('letters.account_exists.button'), url: letter.signIn },
    other: { label: t('letters.account_exists.forgotten'), url: letter.passwordForgotten },
    unexpected: t('letters.account_exists.unexpected'),
  }
}
