import {
  type InvitationCounts,
  type ListedMail,
  listedMails,
} from '#src/domain/invitations/invitation-query.ts'
import { formatNumber } from '../components/format-number.ts'
import type { Option } from '../components/select-field.tsx'
import type { Words } from '../words/index.ts'

/** What the latest mail may have come to, each with how many there are, where that is known. */
export function mailOptions(words: Words, counts: InvitationCounts['mails'] = {}): Option[] {
  const { t } = words
  const options = listedMails.map((mail) => {
    const label = labelOf(t, mail)
    const count = counts[mail]
    return {
      value: mail,
      label: count === undefined ? label : `${label} (${formatNumber(words, count)})`,
    }
  })
  return [{ value: '', label: t('invitations.list.mail_any') }, ...options]
}

/** Two are no states of a mail. */
function labelOf(t: Words['t'], mail: ListedMail): string {
  if (mail === 'unsubscribed') return t('invitations.list.mail_unsubscribed')
  return mail === 'letter' ? t('invitations.list.mail_letter') : t(`mail.states.${mail}`)
}
