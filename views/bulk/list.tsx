import { handledIn } from '#src/domain/bulk-actions/bulk-progress.ts'
import type { ListedBulkAction } from '#src/domain/bulk-actions/list-bulk-actions.ts'
import { paths } from '#src/paths.ts'
import { Badge } from '../components/badge.tsx'
import { Empty } from '../components/empty.tsx'
import { Moment } from '../components/moment.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { Paging } from '../components/paging.tsx'
import { Table } from '../components/table.tsx'
import { PanelLayout } from '../layouts/panel.tsx'
import { useView, useWords } from '../view.ts'
import { bulkStateSaid } from './state-said.ts'

type BulkListProps = { rows: readonly ListedBulkAction[]; next?: string; previous?: string }

/** What was done to many invitations at once, newest first: the way back to what is under way. */
export function BulkListPage({ rows, next, previous }: BulkListProps) {
  const { actor, words } = useView()
  const { t } = words
  return (
    <PanelLayout title={t('bulk.all.title')} section="invitations">
      <PageHeader
        title={t('bulk.all.title')}
        lead={t(actor?.role === 'admin' ? 'bulk.all.lead' : 'bulk.all.lead_own')}
      />
      {rows.length > 0 ? <BulkTable actions={rows} /> : <NoBulkActions />}
      <Paging
        next={next && paths.admin.bulkActions({ after: next })}
        previous={previous && paths.admin.bulkActions({ before: previous })}
      />
      <p>
        <a href={paths.admin.invitations()}>{t('bulk.all.invitations')}</a>
      </p>
    </PanelLayout>
  )
}

function NoBulkActions() {
  const t = useWords()
  return (
    <Empty title={t('bulk.all.none')}>
      <p>{t('bulk.all.none_hint')}</p>
    </Empty>
  )
}

const columns = ['what', 'state', 'done', 'who', 'when'] as const

function BulkTable({ actions }: { actions: readonly ListedBulkAction[] }) {
  const t = useWords()
  return (
    <Table caption={t('bulk.all.title')} head={columns.map((column) => t(`bulk.all.${column}`))}>
      {actions.map((action) => (
        <BulkRow action={action} />
      ))}
    </Table>
  )
}

function BulkRow({ action }: { action: ListedBulkAction }) {
  const t = useWords()
  const { publicId, kind, state, total, creatorName, createdAt } = action
  const isUndecided = action.confirmedAt === null
  const done = state === 'confirmed' ? handledIn(action) : action.doneCount
  return (
    <tr data-id={publicId} data-state={state} data-kind={kind}>
      <th scope="row">
        <a href={paths.admin.bulkAction(publicId)}>
          {t(`bulk.${isUndecided ? 'title' : 'running'}.${kind}`, { count: total })}
        </a>
      </th>
      <td>
        <Badge state={state}>{bulkStateSaid(t, action)}</Badge>
      </td>
      <td data-label={t('bulk.all.done')}>{t('bulk.progress.text', { done, count: total })}</td>
      <td data-label={t('bulk.all.who')}>
        <bdi>{creatorName}</bdi>
      </td>
      <td data-label={t('bulk.all.when')}>
        <Moment at={createdAt} form="date_time" />
      </td>
    </tr>
  )
}
