import type { ListedBatch } from '#src/domain/batches/list-batches.ts'
import { paths } from '#src/paths.ts'
import { Badge } from '../components/badge.tsx'
import { LinkButton } from '../components/button.tsx'
import { Empty } from '../components/empty.tsx'
import { Moment } from '../components/moment.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { Paging } from '../components/paging.tsx'
import { Table } from '../components/table.tsx'
import { PanelLayout } from '../layouts/panel.tsx'
import { useWords } from '../view.ts'
import { rowsRead } from './review-counts.tsx'

type BatchesPageProps = { rows: readonly ListedBatch[]; next?: string; previous?: string }

/** Every act of inviting, newest first. */
export function BatchesPage({ rows, next, previous }: BatchesPageProps) {
  const t = useWords()
  return (
    <PanelLayout title={t('batches.list.title')} section="batches">
      <PageHeader title={t('batches.list.title')} lead={t('batches.list.lead')} />
      {rows.length === 0 ? <NoBatches /> : <BatchTable batches={rows} />}
      <Paging
        next={next && paths.admin.batches({ after: next })}
        previous={previous && paths.admin.batches({ before: previous })}
      />
    </PanelLayout>
  )
}

function NoBatches() {
  const t = useWords()
  return (
    <Empty title={t('batches.list.empty.title')}>
      <p>{t('batches.list.empty.text')}</p>
      <LinkButton href={paths.admin.newBatch()}>{t('batches.list.invite')}</LinkButton>
    </Empty>
  )
}

function BatchTable({ batches }: { batches: readonly ListedBatch[] }) {
  const t = useWords()
  const columns = ['when', 'who', 'source', 'state', 'people'] as const
  return (
    <Table caption={t('batches.list.caption')} head={columns.map((column) => t(`batches.list.${column}`))}>
      {batches.map((batch) => (
        <BatchRow batch={batch} />
      ))}
    </Table>
  )
}

function BatchRow({ batch }: { batch: ListedBatch }) {
  const t = useWords()
  const { publicId, state, createdAt, pausedAt, inviterName, fileName, source } = batch
  return (
    <tr data-id={publicId} data-state={state}>
      <th scope="row">
        <a href={paths.admin.batch(publicId)}>
          <Moment at={createdAt} form="date_time" />
        </a>
      </th>
      <td data-label={t('batches.list.who')}>
        <bdi>{inviterName}</bdi>
      </td>
      <td data-label={t('batches.list.source')}>
        {fileName === null ? t(`batches.sources.${source}`) : <bdi>{fileName}</bdi>}
      </td>
      <td>
        <Badge state={state}>{t(`batches.states.${state}`)}</Badge>
        {pausedAt !== null && (
          <>
            {' '}
            <Badge state="paused">{t('batches.mails.paused.title')}</Badge>
          </>
        )}
      </td>
      <td data-label={t('batches.list.people')}>
        <PeopleReached batch={batch} />
      </td>
    </tr>
  )
}

function PeopleReached({ batch }: { batch: ListedBatch }) {
  const t = useWords()
  if (batch.state === 'draft') return t('batches.list.draft_people', { count: rowsRead(batch.counts) })
  const reached = [
    batch.invitedCount > 0 && t('batches.list.invited', { count: batch.invitedCount }),
    batch.addedCount > 0 && t('batches.list.added', { count: batch.addedCount }),
    batch.renewedCount > 0 && t('batches.list.renewed', { count: batch.renewedCount }),
  ].filter((part) => part !== false)
  return reached.length > 0 ? reached.join(', ') : t('batches.list.nobody')
}
