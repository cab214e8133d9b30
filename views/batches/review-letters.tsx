import type { ReviewedRow } from '#src/domain/batches/review.ts'
import { Table } from '../components/table.tsx'
import { useWords } from '../view.ts'
import { LastCells, PostalAddress } from './review-person.tsx'
import { RowNumber } from './row-number.tsx'

/** Who gets a code by letter: the names and addresses that are printed. */
export function LettersTo({ caption, people }: { caption: string; people: readonly ReviewedRow[] }) {
  const t = useWords()
  const head = [
    t('batches.review.people.row'),
    t('batches.review.people.name'),
    t('batches.codes.review.postal_address'),
    t('batches.review.people.language'),
    t('batches.review.people.receives'),
  ]
  return (
    <Table caption={caption} head={head}>
      {people.map((person) => (
        <tr data-outcome="invite">
          <RowNumber row={person.row} />
          <th scope="row">{person.name ? <bdi>{person.name}</bdi> : t('batches.review.people.no_name')}</th>
          <td>
            <PostalAddress person={person} />
          </td>
          <LastCells outcome="invite" person={person} />
        </tr>
      ))}
    </Table>
  )
}
