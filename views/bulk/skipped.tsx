import type { SkipReason } from '#src/domain/bulk-actions/bulk-action.ts'
import type { SkippedInvitation, SkippedPlace } from '#src/domain/bulk-actions/list-skipped.ts'
import { paths } from '#src/paths.ts'
import { Badge } from '../components/badge.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { Paging } from '../components/paging.tsx'
import { Table } from '../components/table.tsx'
import { PanelLayout } from '../layouts/panel.tsx'
import { useWords } from '../view.ts'

/** A list is headed as one of several, however long it is. */
const many = 2

type SkippedProps = {
  publicId: string
  reason: SkipReason
  rows: readonly SkippedInvitation[]
  next: SkippedPlace | undefined
  /** The list that the action's page leads back to. */
  back: string | undefined
}

/** Who was left out for one reason, as they are now. */
export function SkippedPage({ publicId, reason, rows, next, back }: SkippedProps) {
  const t = useWords()
  const title = t('bulk.list.title', { reason: t(`bulk.skipped.${reason}`, { count: many }) })
  const pageFrom = ({ position, at }: SkippedPlace) =>
    paths.admin.bulkAction(publicId, { reason, from: `${position}-${at}`, back })
  return (
    <PanelLayout title={title} section="invitations">
      <PageHeader title={title} />
      {rows.length > 0 ? <SkippedTable rows={rows} /> : <p>{t('bulk.list.none')}</p>}
      <Paging next={next && pageFrom(next)} />
      <p>
        <a href={paths.admin.bulkAction(publicId, { back })}>{t('bulk.list.back')}</a>
      </p>
    </PanelLayout>
  )
}

function SkippedTable({ rows }: Pick<SkippedProps, 'rows'>) {
  const t = useWords()
  const head = [t('bulk.list.address'), t('bulk.list.name'), t('bulk.list.state')]
  return (
    <Table caption={t('bulk.list.caption')} head={head}>
      {rows.map(({ publicId, address, name, state }) => (
        <tr data-id={publicId} data-state={state}>
          <th scope="row">
            <a href={paths.admin.invitation(publicId)}>{address ?? t('bulk.list.letter_code')}</a>
          </th>
          <td>{name}</td>
          <td>
            <Badge state={state}>{t(`invitations.states.${state}`)}</Badge>
          </td>
        </tr>
      ))}
    </Table>
  )
}
