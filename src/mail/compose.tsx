import type {
  AccountExistsFacts,
  BatchSummary,
  InvitationFacts,
  LetterFacts,
  PasswordResetFacts,
  TestFacts,
} from '#src/domain/mails/letter-facts.ts'
import { cleanLine, cleanText } from '#src/domain/text/clean.ts'
import type { Settings } from '#src/env.ts'
import { paths } from '#src/paths.ts'
import { accountExistsParts } from '#views/letters/account-exists.ts'
import { addressConfirmationParts } from '#views/letters/address-confirmation.ts'
import { batchDoneParts } from '#views/letters/batch-done.ts'
import { invitationParts } from '#views/letters/invitation.ts'
import type { LetterParts, Sender } from '#views/letters/letter.ts'
import { LetterHtml } from '#views/letters/letter-html.tsx'
import { letterText } from '#views/letters/letter-text.ts'
import { passwordResetParts } from '#views/letters/password-reset.ts'
import { registrationParts } from '#views/letters/registration.ts'
import { unlinked } from '#views/letters/unlinked.ts'
import { wordsIn } from '#views/words/index.ts'
import { asTest, withOwnTexts } from './adapt-parts.ts'
import type { Letter } from './letter.ts'

/** What a letter is written from; a reset letter also needs the token made for it, and until when that works. */
export type ComposableFacts =
  | Exclude<LetterFacts, PasswordResetFacts | TestFacts>
  | (PasswordResetFacts & { token: string; tokenExpiresAt: number })

/** Longest name, file name or subject, in characters. */
const nameMax = 80
const subjectMax = 200

/** Writes a letter in the language of the person: subject, text and HTML from the same facts. */
export async function composeLetter(
  facts: ComposableFacts,
  settings: Settings,
  now: number,
): Promise<Letter> {
  const { id, kind, address, locale } = facts.mail
  const { origin, timeZone, supportContact } = settings
  const platformName = cleanLine(settings.platformName)
  const words = wordsIn(locale, settings.defaultLanguage)
  const sender: Sender = { words, platformName, origin, timeZone, supportContact }
  const parts = partsOf(facts, sender)
  return {
    mailId: id,
    reference: facts.reference,
    replyTo: settings.replyTo,
    kind,
    from: { name: cleanLine(settings.senderName), address: settings.mailFrom },
    to: address,
    locale,
    subject: parts.subject,
    text: letterText(parts, sender),
    html: `<!doctype html>${await (<LetterHtml parts={parts} sender={sender} />)}`,
    headers: headersOf(parts, sender),
    at: now,
  }
}

/** With the way out as mail programs press it themselves (RFC 8058). */
function headersOf({ wayOut }: LetterParts, { words }: Sender): Record<string, string> {
  return {
    'Auto-Submitted': 'auto-generated',
    'Content-Language': words.language,
    ...(wayOut && {
      'List-Unsubscribe': `<${wayOut.oneClick}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    }),
  }
}

function partsOf(facts: ComposableFacts, sender: Sender): LetterParts {
  const values = {
    platform: sender.platformName,
    name: nameOf(facts.firstName),
    inviter: 'inviterName' in facts ? nameOf(facts.inviterName) : null,
  }
  const own = withOwnTexts(ownParts(facts, sender), facts, values, sender.words)
  const parts = facts.isTest ? asTest(own, sender.words) : own
  return { ...parts, subject: bounded(parts.subject, subjectMax) }
}

function ownParts(facts: ComposableFacts, sender: Sender): LetterParts {
  const firstName = nameOf(facts.firstName)
  switch (facts.kind) {
    case 'invitation':
    case 'reminder':
      return invitationParts(
        {
          ...{ kind: facts.kind, ...codeOf(facts, sender), ...senderOf(facts), firstName },
          wayOut: wayOutOf(facts.wayOut, sender),
        },
        sender,
      )
    case 'registration':
      return registrationParts({ ...codeOf(facts, sender), firstName }, sender)
    case 'address_confirmation':
      return addressConfirmationParts(codeOf(facts, sender), sender)
    case 'account_exists':
      return accountExistsParts({ firstName, ...signInOf(facts, sender) }, sender)
    case 'password_reset':
      return passwordResetParts(
        {
          firstName,
          link: linkTo(paths.passwordReset(facts.token), sender),
          expiresAt: facts.tokenExpiresAt,
        },
        sender,
      )
    case 'batch_done':
      return batchDoneParts(
        {
          firstName,
          batch: named(facts.batch),
          link: sender.origin + paths.admin.batch(facts.batch.publicId),
        },
        sender,
      )
  }
}

function codeOf({ code, codeInGroups, expiresAt }: InvitationFacts, { origin, words }: Sender) {
  const codeEntry = origin + paths.codeEntry()
  return { link: origin + paths.code(code, words.language), code: codeInGroups, codeEntry, expiresAt }
}

function wayOutOf(token: string, sender: Sender) {
  const path = paths.wayOut(token)
  return { url: linkTo(path, sender), oneClick: sender.origin + path }
}

function signInOf({ hasCode }: AccountExistsFacts, sender: Sender) {
  const signIn = linkTo(paths.signIn(hasCode ? paths.codeEntry() : undefined), sender)
  return { hasCode, signIn, passwordForgotten: linkTo(paths.passwordForgotten(), sender) }
}

function senderOf({ inviterName, message }: InvitationFacts) {
  const text = message === null ? null : unlinked(cleanText(message))
  return { inviterName: nameOf(inviterName), message: text }
}

function named(batch: BatchSummary): BatchSummary {
  return { ...batch, fileName: nameOf(batch.fileName) }
}

/** A name from a sheet or a form: one line of bearable length in which mail programs find nothing to link. */
function nameOf(given: string | null): string | null {
  return (given !== null && unlinked(bounded(cleanLine(given), nameMax))) || null
}

function bounded(text: string, max: number): string {
  const characters = Array.from(text)
  return characters.length > max ? `${characters.slice(0, max - 1).join('')}…` : text
}

/** The page opens in the language of the letter that led there. */
function linkTo(path: string, { origin, words }: Sender): string {
  return `${origin}${path}${path.includes('?') ? '&' : '?'}lang=${words.language}`
}
