import type { RowOutcome } from '#src/domain/batches/batch.ts'
import type { Batch } from '#src/domain/batches/read-batch.ts'
import type { ReviewList } from '#src/domain/batches/review.ts'
import { paths } from '#src/paths.ts'
import { Empty } from '../components/empty.tsx'
import { isolated } from '../components/isolated.ts'
import { Table } from '../components/table.tsx'
import { useWords } from '../view.ts'
import { RepairLink } from './problem-row.tsx'
import { placeOf } from './review-pages.tsx'
import { Address, PostalAddress } from './review-person.tsx'
import { RowNumber } from './row-number.tsx'

/** What a search has found, in whichever list it stands. */
export function Found({ batch, list }: { batch: Batch; list: ReviewList }) {
  const t = useWords()
  const { rows, typed, hasMore } = list
  if (rows.length === 0)
    return (
      <Empty title={t('batches.review.search.nothing', { typed: isolated(typed) })}>
        <p>{t('batches.review.search.nothing_text')}</p>
      </Empty>
    )
  const count = t('batches.review.search.found', { count: rows.length })
  return (
    <>
      <p role="status">
        {hasMore ? t('batches.review.search.more', { count: rows.length }) : count}{' '}
        <a href={paths.admin.batch(batch.publicId)}>{t('batches.review.search.all')}</a>
      </p>
      <MixedRows batch={batch} list={list} caption={t('batches.review.search.caption')} />
    </>
  )
}

type MixedProps = { batch: Batch; list: ReviewList; caption: string }

/** Rows of several outcomes, each with its own. */
export function MixedRows({ batch, list, caption }: MixedProps) {
  const t = useWords()
  const isForLetters = batch.source === 'codes'
  const head = [
    t(batch.source !== 'addresses' ? 'batches.review.people.row' : 'batches.review.people.position'),
    t(isForLetters ? 'batches.codes.review.postal_address' : 'batches.review.people.address'),
    t('batches.review.people.name'),
    t('batches.review.counts'),
  ]
  return (
    <Table caption={caption} head={head}>
      {list.rows.map((person) => (
        <tr data-outcome={person.outcome} data-row={person.row}>
          <RowNumber row={person.row} />
          <th scope="row">
            {isForLetters ? <PostalAddress person={person} /> : <Address person={person} />}
          </th>
          <td>{person.name ? <bdi>{person.name}</bdi> : t('batches.review.people.no_name')}</td>
          <td>
            {saidOf(person.outcome)}{' '}
            {person.outcome === 'problem' && (
              <RepairLink batch={batch} row={person.row} place={placeOf(list)} />
            )}
          </td>
        </tr>
      ))}
    </Table>
  )

  function saidOf(outcome: RowOutcome): string {
    if (isForLetters && outcome === 'invite') return t('batches.review.people.letter')
    return t(`batches.review.people.${outcome}.title`)
  }
}
