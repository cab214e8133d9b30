import type { Batch } from '#src/domain/batches/read-batch.ts'
import type { BatchChange } from '#src/domain/batches/read-changes.ts'
import type { LostGroup } from '#src/domain/batches/read-lost-groups.ts'
import { paths } from '#src/paths.ts'
import { isolated } from '../components/isolated.ts'
import { Paging } from '../components/paging.tsx'
import { Table } from '../components/table.tsx'
import { useWords } from '../view.ts'
import { RowNumber } from './row-number.tsx'

/** A page of them. */
export type ChangesPart = { rows: readonly BatchChange[]; next?: string; previous?: string }

type ChangesProps = { batch: Batch; changes: ChangesPart }

/** The rows whose outcome was another than the review had said, and why. */
export function Changes({ batch, changes: { rows, next, previous } }: ChangesProps) {
  const t = useWords()
  if (rows.length === 0) return null
  const number = batch.source !== 'addresses' ? 'row' : 'position'
  const columns = [number, 'address', 'planned', 'happened', 'why'] as const
  const title = t('batches.batch.changes.title')
  return (
    <section class="changes review-part" aria-labelledby="changes">
      <h2 id="changes">{title}</h2>
      <p>{t('batches.batch.changes.text')}</p>
      <Table caption={title} head={columns.map((column) => t(`batches.batch.changes.${column}`))}>
        {rows.map((change) => (
          <Change change={change} />
        ))}
      </Table>
      <Paging
        next={next && `${paths.admin.batch(batch.publicId)}?after=${next}#changes`}
        previous={previous && `${paths.admin.batch(batch.publicId)}?before=${previous}#changes`}
      />
    </section>
  )
}

function Change({ change }: { change: BatchChange }) {
  const t = useWords()
  const { row, address, planned, outcome, reason } = change
  return (
    <tr data-change={reason} data-row={row} data-planned={planned} data-outcome={outcome}>
      <RowNumber row={row} />
      <th scope="row">
        <bdi>{address}</bdi>
      </th>
      <td data-label={t('batches.batch.changes.planned')}>
        {t(`batches.batch.changes.planned_as.${planned}`)}
      </td>
      <td data-label={t('batches.batch.changes.happened')}>{t(`batches.batch.changes.became.${outcome}`)}</td>
      <td data-label={t('batches.batch.changes.why')}>{t(`batches.batch.changes.reason.${reason}`)}</td>
    </tr>
  )
}

/** Groups that were promised at review and are no more. */
export function LostGroups({ groups }: { groups: readonly LostGroup[] }) {
  const t = useWords()
  if (groups.length === 0) return null
  return (
    <ul class="note" data-tone="warn">
      {groups.map(({ name, count }) => (
        <li data-lost-group={count}>
          {t('batches.batch.changes.lost_group', { name: isolated(name), count })}
        </li>
      ))}
    </ul>
  )
}
