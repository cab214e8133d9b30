import { countIn, type InvitationCounts } from '#src/domain/invitations/invitation-query.ts'
import { OptionsUpdate } from '../components/counts.tsx'
import { useView } from '../view.ts'
import type { Listed } from './list-address.ts'
import { mailOptions } from './mail-options.ts'
import { ExactCount } from './match-count.tsx'
import { StateTabs } from './state-tabs.tsx'

/** What a list learns when it stands: the numbers of its tabs, of its mails, and its own. */
export function CountsUpdate({ listed, counts }: { listed: Listed; counts: InvitationCounts }) {
  const { words } = useView()
  const own = countIn(counts, listed.query)
  return (
    <>
      <StateTabs listed={listed} counts={counts} />
      {own !== undefined && <ExactCount count={own} isUpdate />}
      {Object.keys(counts.mails).length > 0 && (
        <OptionsUpdate id="mail" options={mailOptions(words, counts.mails)} value={listed.query.mail} />
      )}
    </>
  )
}
