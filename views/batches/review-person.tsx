import type { Child } from 'hono/jsx'
import type { ReviewedRow } from '#src/domain/batches/review.ts'
import { paths } from '#src/paths.ts'
import { languageName } from '../components/language-name.ts'
import { useView, useWords } from '../view.ts'

/** What may happen to people, in the order of a page. */
export const peopleOutcomes = ['invite', 'add', 'renew', 'skip', 'unchanged'] as const
export type PeopleOutcome = (typeof peopleOutcomes)[number]

/** The address, or that there is none. */
export function Address({ person: { address, postalAddress, outcome } }: { person: ReviewedRow }) {
  const t = useWords()
  if (address !== '') return address
  return (
    <>
      <span class="soft">
        {t(`batches.review.people.${outcome === 'problem' ? 'no_address' : 'letter'}`)}
      </span>
      {postalAddress && <Lines text={postalAddress} />}
    </>
  )
}

/** Where the letter goes to, or that it is handed over. */
export function PostalAddress({ person: { postalAddress } }: { person: ReviewedRow }) {
  const t = useWords()
  if (!postalAddress) return <span class="soft">{t('batches.codes.review.no_postal_address')}</span>
  return <Lines text={postalAddress} />
}

function Lines({ text }: { text: string }) {
  return (
    <address class="letter-lines">
      {text.split('\n').map((line) => (
        <bdi>{line}</bdi>
      ))}
    </address>
  )
}

/** What the outcome means for a person, in the last cells of the row. */
export function LastCells({ outcome, person }: { outcome: PeopleOutcome; person: ReviewedRow }): Child {
  const { words } = useView()
  switch (outcome) {
    case 'invite':
    case 'renew':
      return (
        <>
          <td>{languageName(words, person.locale)}</td>
          <td>
            <Receives person={person} />
            <OwnMessage message={person.message} />
          </td>
        </>
      )
    case 'add':
      return (
        <td>
          <Receives person={person} />
        </td>
      )
    case 'skip':
      return (
        <td>
          <InvitationLink address={person.address} />
        </td>
      )
    case 'unchanged':
      return null
  }
}

function Receives({ person }: { person: ReviewedRow }) {
  const t = useWords()
  const { admin, projects, groups } = person
  const isPlain = !admin && projects.length === 0 && groups.length === 0
  return (
    <ul class="chips">
      {admin && <li data-kind="admin">{t('batches.review.people.admin')}</li>}
      {projects.map((project) => (
        <li data-kind="project">{t('batches.review.people.manages', { project })}</li>
      ))}
      {groups.map((group) => (
        <li data-kind="group">{group}</li>
      ))}
      {isPlain && <li data-kind="plain">{t('batches.review.people.member_only')}</li>}
    </ul>
  )
}

function OwnMessage({ message }: { message: string | undefined }) {
  const t = useWords()
  if (message === undefined) return null
  return (
    <details class="own-message">
      <summary>{t('batches.review.people.own_message')}</summary>
      <blockquote class="quoted" dir="auto">
        {message}
      </blockquote>
    </details>
  )
}

function InvitationLink({ address }: { address: string }) {
  const t = useWords()
  return (
    <a
      href={paths.admin.invitations({ q: address })}
      aria-label={t('batches.review.people.see_invitation_of', { address })}
    >
      {t('batches.review.people.see_invitation')}
    </a>
  )
}
