import type { InvitationDetails } from '#src/domain/invitations/read-invitation.ts'
import { useWords } from '../view.ts'
import type { Words } from '../words/index.ts'

type Promise = InvitationDetails['promise']

/** What an invitation promises, as a list. */
export function Promised({ promise }: { promise: Promise }) {
  const t = useWords()
  const [membership, ...others] = promisedThings(t, { ...promise, admin: false })
  return (
    <ul>
      <li>{membership}</li>
      {promise.admin && (
        <li>
          <strong>{t('invitations.invitation.admin')}</strong>
        </li>
      )}
      {others.map((thing) => (
        <li>{thing}</li>
      ))}
    </ul>
  )
}

/** The same as words for a sentence. */
export function promisedThings(t: Words['t'], { admin, groups, projects }: Promise): string[] {
  return [
    t('invitations.invitation.membership'),
    ...(admin ? [t('invitations.invitation.admin')] : []),
    ...projects.map((name) => t('invitations.invitation.project', { name })),
    ...groups.map((name) => t('invitations.invitation.group', { name })),
  ]
}
