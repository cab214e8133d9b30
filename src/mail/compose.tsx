import type { InvitationFacts, LetterFacts, PasswordResetFacts } from '#src/domain/mails/gather-letters.ts'
import { cleanLine, cleanText } from '#src/domain/text/clean.ts'
import type { Settings } from '#src/env.ts'
import { paths } from '#src/paths.ts'
import { accountExistsParts } from '#views/letters/account-exists.ts'
import { addressConfirmationParts } from '#views/letters/address-confirmation.ts'
import { invitationParts } from '#views/letters/invitation.ts'
import type { LetterParts, Sender } from '#views/letters/letter.ts'
import { LetterHtml } from '#views/letters/letter-html.tsx'
import { letterText } from '#views/letters/letter-text.ts'
import { passwordResetParts } from '#views/letters/password-reset.ts'
import { registrationParts } from '#views/letters/registration.ts'
import { wordsIn } from '#views/words/index.ts'
import type { Letter } from './letter.ts'

/** What a letter is written from; a reset letter also needs the token made for it, and until when that works. */
export type ComposableFacts =
  | Exclude<LetterFacts, PasswordResetFacts>
  | (PasswordResetFacts & { token: string; tokenExpiresAt: number })

/** Writes a letter in the language of the person: subject, text and HTML from the same facts. */
export async function composeLetter(
  facts: ComposableFacts,
  settings: Settings,
  now: number,
): Promise<Letter> {
  const { id, kind, address, locale } = facts.mail
  const { origin, timeZone } = settings
  const platformName = cleanLine(settings.platformName)
  const sender: Sender = { words: wordsIn(locale), platformName, origin, timeZone }
  const parts = partsOf(facts, sender)
  return {
    mailId: id,
    reference: facts.reference,
    replyTo: settings.replyTo,
    kind,
    from: { name: platformName, address: settings.mailFrom },
    to: address,
    locale,
    subject: parts.subject,
    text: letterText(parts, sender),
    html: `<!doctype html>${await (<LetterHtml parts={parts} sender={sender} />)}`,
    headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': sender.words.language },
    at: now,
  }
}

function partsOf(facts: ComposableFacts, sender: Sender): LetterParts {
  const { locale } = facts.mail
  const link = (path: string) => sender.origin + inLanguage(path, locale)
  const firstName = cleanOrNull(facts.firstName)
  switch (facts.kind) {
    case 'invitation':
    case 'reminder':
      return invitationParts(
        { kind: facts.kind, ...codeOf(facts, sender), ...senderOf(facts), firstName },
        sender,
      )
    case 'registration':
      return registrationParts({ ...codeOf(facts, sender), firstName }, sender)
    case 'address_confirmation':
      return addressConfirmationParts(codeOf(facts, sender), sender)
    case 'account_exists':
      return accountExistsParts(
        {
          firstName,
          hasCode: facts.hasCode,
          signIn: link(paths.signIn(facts.hasCode ? paths.codeEntry() : undefined)),
          passwordForgotten: link(paths.passwordForgotten()),
        },
        sender,
      )
    case 'password_reset':
      return passwordResetParts(
        { firstName, link: link(paths.passwordReset(facts.token)), expiresAt: facts.tokenExpiresAt },
        sender,
      )
  }
}

function codeOf({ code, codeInGroups, expiresAt, mail }: InvitationFacts, { origin }: Sender) {
  const codeEntry = origin + paths.codeEntry()
  return { link: origin + paths.code(code, mail.locale), code: codeInGroups, codeEntry, expiresAt }
}

function senderOf({ inviterName, message }: InvitationFacts) {
  return { inviterName: cleanOrNull(inviterName), message: message === null ? null : cleanText(message) }
}

function cleanOrNull(name: string | null): string | null {
  return (name !== null && cleanLine(name)) || null
}

/** The page opens in the language of the letter that led there. */
function inLanguage(path: string, locale: string): string {
  return `${path}${path.includes('?') ? '&' : '?'}lang=${locale}`
}
