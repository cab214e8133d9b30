import type { InvitationCounts } from '#src/domain/invitations/count-invitations.ts'
import { useView } from '../view.ts'
import type { Listed } from './list-address.ts'
import { mailOptions } from './mail-options.ts'
import { MatchCount } from './match-count.tsx'
import { StateTabs } from './state-tabs.tsx'

/** What a list learns when it stands: the numbers of its tabs, of its mails, and its own. */
export function CountsUpdate({ listed, counts }: { listed: Listed; counts: InvitationCounts }) {
  const { state, mail } = listed.query
  const own = mail ? counts.mails[mail] : counts.states[state ?? 'all']
  return (
    <>
      <StateTabs listed={listed} counts={counts} />
      {own !== undefined && <MatchCount count={own} isUpdate />}
      {Object.keys(counts.mails).length > 0 && <MailNumbers value={mail} mails={counts.mails} />}
    </>
  )
}

/** Morphed, so that what is chosen stays: options that are moved here one by one would leave the last one chosen. */
function MailNumbers({ value, mails }: { value: string | undefined; mails: InvitationCounts['mails'] }) {
  const { words } = useView()
  return (
    <select id="mail" hx-swap-oob="innerMorph">
      {mailOptions(words, mails).map((option) => (
        <option value={option.value} selected={option.value === (value ?? '')}>
          {option.label}
        </option>
      ))}
    </select>
  )
}
