import type { Child } from 'hono/jsx'
import type { BatchSource } from '#src/domain/batches/batch.ts'
import type { Review, ReviewedPerson } from '#src/domain/batches/review.ts'
import { paths } from '#src/paths.ts'
import { Table } from '../components/table.tsx'
import { useView, useWords } from '../view.ts'
import { languageName } from './language-name.ts'

const outcomes = ['invite', 'add', 'renew', 'skip', 'unchanged'] as const
type Outcome = (typeof outcomes)[number]

/** Longer lists are folded. */
const openMax = 60

/** Every person under what will happen to them. */
export function People({ source, people }: { source: BatchSource; people: Review['people'] }) {
  const t = useWords()
  return (
    <section class="review-part people" aria-labelledby="people">
      <h2 id="people">{t('batches.review.people.title')}</h2>
      {outcomes.map(
        (outcome) =>
          people[outcome].length > 0 && <Group source={source} outcome={outcome} people={people[outcome]} />,
      )}
    </section>
  )
}

type GroupProps = { source: BatchSource; outcome: Outcome; people: readonly ReviewedPerson[] }

function Group({ source, outcome, people }: GroupProps) {
  const t = useWords()
  const title = t(`batches.review.people.${outcome}.title`)
  return (
    <details class="outcome" id={outcome} data-outcome={outcome} open={people.length <= openMax}>
      <summary>
        <h3>{title}</h3> <span class="outcome-count">{people.length}</span>
      </summary>
      <p class="soft">{t(`batches.review.people.${outcome}.text`)}</p>
      <Table caption={title} head={useHead(source, outcome)}>
        {people.map((person) => (
          <tr data-outcome={outcome}>
            <td class="row-number">{person.row}</td>
            <th scope="row">{person.address}</th>
            <td>{person.name ? <bdi>{person.name}</bdi> : t('batches.review.people.no_name')}</td>
            <LastCells outcome={outcome} person={person} />
          </tr>
        ))}
      </Table>
    </details>
  )
}

function useHead(source: BatchSource, outcome: Outcome): Child[] {
  const t = useWords()
  const start = [
    t(source === 'workbook' ? 'batches.review.people.row' : 'batches.review.people.position'),
    t('batches.review.people.address'),
    t('batches.review.people.name'),
  ]
  switch (outcome) {
    case 'invite':
    case 'renew':
      return [...start, t('batches.review.people.language'), t('batches.review.people.receives')]
    case 'add':
      return [...start, t('batches.review.people.new')]
    case 'skip':
      return [...start, t('batches.review.people.invitation')]
    case 'unchanged':
      return start
  }
}

function LastCells({ outcome, person }: { outcome: Outcome; person: ReviewedPerson }): Child {
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

function Receives({ person }: { person: ReviewedPerson }) {
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

function OwnMessage({ message }: { message: string | null }) {
  const t = useWords()
  if (message === null) return null
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
