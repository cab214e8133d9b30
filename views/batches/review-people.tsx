import type { Child } from 'hono/jsx'
import type { BatchSource } from '#src/domain/batches/batch.ts'
import type { ReviewedRow } from '#src/domain/batches/review.ts'
import { paths } from '#src/paths.ts'
import { Table } from '../components/table.tsx'
import { useView, useWords } from '../view.ts'
import { languageName } from './language-name.ts'

const outcomes = ['invite', 'add', 'renew', 'skip', 'unchanged'] as const
export type PeopleOutcome = (typeof outcomes)[number]

type PeopleProps = { source: BatchSource; rows: readonly ReviewedRow[]; isUpdate?: boolean }

/** Every person under what will happen to them. */
export function People({ source, rows, isUpdate }: PeopleProps) {
  const t = useWords()
  return (
    <section
      class="review-part people"
      id="all-people"
      aria-labelledby="people"
      hx-swap-oob={isUpdate ? 'true' : undefined}
    >
      <h2 id="people">{t('batches.review.people.title')}</h2>
      {outcomes.map((outcome) => {
        const people = rows.filter((row) => row.outcome === outcome)
        return people.length > 0 && <Group source={source} outcome={outcome} people={people} />
      })}
    </section>
  )
}

type GroupProps = { source: BatchSource; outcome: PeopleOutcome; people: readonly ReviewedRow[] }

function Group({ source, outcome, people }: GroupProps) {
  const t = useWords()
  return (
    <details class="outcome" id={outcome} data-outcome={outcome} open>
      <summary>
        <h3>{t(`batches.review.people.${outcome}.title`)}</h3>{' '}
        <span class="outcome-count">{people.length}</span>
      </summary>
      <p class="soft">{t(`batches.review.people.${outcome}.text`)}</p>
      <PeopleOf source={source} outcome={outcome} people={people} />
    </details>
  )
}

/** The people of one outcome, with what it means for each. */
export function PeopleOf({ source, outcome, people }: GroupProps) {
  const t = useWords()
  return (
    <Table caption={t(`batches.review.people.${outcome}.title`)} head={useHead(source, outcome)}>
      {people.map((person) => (
        <tr data-outcome={outcome}>
          <td class="row-number">{person.row}</td>
          <th scope="row">
            <Address person={person} />
          </th>
          <td>{person.name ? <bdi>{person.name}</bdi> : t('batches.review.people.no_name')}</td>
          <LastCells outcome={outcome} person={person} />
        </tr>
      ))}
    </Table>
  )
}

/** The address, or that there is none. */
export function Address({ person: { address, outcome } }: { person: ReviewedRow }) {
  const t = useWords()
  if (address !== '') return address
  return (
    <span class="soft">{t(`batches.review.people.${outcome === 'problem' ? 'no_address' : 'letter'}`)}</span>
  )
}

function useHead(source: BatchSource, outcome: PeopleOutcome): Child[] {
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

function LastCells({ outcome, person }: { outcome: PeopleOutcome; person: ReviewedRow }): Child {
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
