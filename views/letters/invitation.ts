import { formatMoment } from '../components/moment.tsx'
import { greet, type LetterParts, type Sender } from './letter.ts'

export type InvitationLetter = {
  kind: 'invitation' | 'reminder'
  firstName: string | null
  /** Null when the platform itself invites. */
  inviterName: string | null
  message: string | null
  link: string
  /** In groups, and the page where it can be pasted. */
  code: string
  codeEntry: string
  expiresAt: number
  /** For people, and for mail programs. */
  wayOut: { url: string; oneClick: string }
}

export function invitationParts(letter: InvitationLetter, sender: Sender): LetterParts {
  const { t } = sender.words
  const { kind, inviterName } = letter
  const by = inviterName ? 'by_person' : 'by_platform'
  const names = { inviter: inviterName, platform: sender.platformName }
  return {
    subject: t(`letters.${kind}.subject.${by}`, names),
    preheader: t(`letters.${kind}.preheader`),
    greeting: greet(sender, letter.firstName),
    paragraphs: [t(`letters.${kind}.why.${by}`, names), t(`letters.${kind}.what`)],
    message: messageOf(letter, sender),
    button: { label: t('letters.invitation.button'), url: letter.link },
    code: { label: t('letters.code', { address: letter.codeEntry }), code: letter.code },
    until: t('letters.invitation.until', {
      moment: formatMoment(sender.words, sender.timeZone, letter.expiresAt, 'date_time'),
    }),
    unexpected: t('letters.invitation.unexpected'),
    wayOut: { text: t('letters.way_out.text'), label: t('letters.way_out.link'), ...letter.wayOut },
  }
}

function messageOf({ message, inviterName }: InvitationLetter, { words, platformName }: Sender) {
  if (!message) return undefined
  return { title: words.t('letters.message_from', { name: inviterName ?? platformName }), text: message }
}
