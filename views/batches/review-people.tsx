import type { Child } from 'hono/jsx'
import type { BatchSource } from '#src/domain/batches/batch.ts'
import type { ReviewedRow } from '#src/domain/batches/review.ts'
import { Table } from '../components/table.tsx'
import { useWords } from '../view.ts'
import { LettersTo } from './review-letters.tsx'
import { Address, LastCells, type PeopleOutcome, peopleOutcomes } from './review-person.tsx'
import { RowNumber } from './row-number.tsx'

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
      <h2 id="people">
        {t(source === 'codes' ? 'batches.codes.review.rows' : 'batches.review.people.title')}
      </h2>
      {peopleOutcomes.map((outcome) => {
        const people = rows.filter((row) => row.outcome === outcome)
        if (people.length === 0) return null
        if (source === 'codes') return <Letters people={people} />
        return <Group source={source} outcome={outcome} people={people} />
      })}
    </section>
  )
}

/** Letters have one list: nobody on it is known. */
function Letters({ people }: Pick<GroupProps, 'people'>) {
  const t = useWords()
  return (
    <div id="invite" data-outcome="invite">
      <p class="soft">{t('batches.codes.review.rows_text')}</p>
      <PeopleOf source="codes" outcome="invite" people={people} />
    </div>
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
      <p class="soft">{t(textOf(source, outcome))}</p>
      <PeopleOf source={source} outcome={outcome} people={people} />
    </details>
  )
}

/** What will happen to the people of one outcome, as a key. */
export function textOf(source: BatchSource, outcome: PeopleOutcome) {
  return source === 'codes'
    ? 'batches.codes.review.rows_text'
    : (`batches.review.people.${outcome}.text` as const)
}

/** The people of one outcome, with what it means for each. */
export function PeopleOf({ source, outcome, people }: GroupProps) {
  const t = useWords()
  if (source === 'codes') return <LettersTo caption={t('batches.review.people.title')} people={people} />
  const title = `batches.review.people.${outcome}.title` as const
  return (
    <Table caption={t(title)} head={useHead(source, outcome)}>
      {people.map((person) => (
        <tr data-outcome={outcome}>
          <RowNumber row={person.row} />
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

function useHead(source: BatchSource, outcome: PeopleOutcome): Child[] {
  const t = useWords()
  const start = [
    t(source !== 'addresses' ? 'batches.review.people.row' : 'batches.review.people.position'),
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
