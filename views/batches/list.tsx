import type { Inviter } from '#src/domain/batches/list-inviters.ts'
import { type BatchFilter, type ListedBatch, listedBatchStates } from '#src/domain/batches/listed-batch.ts'
import { paths } from '#src/paths.ts'
import { Button, LinkButton } from '../components/button.tsx'
import { Empty } from '../components/empty.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { Paging } from '../components/paging.tsx'
import { SelectField } from '../components/select-field.tsx'
import { Table } from '../components/table.tsx'
import { PanelLayout } from '../layouts/panel.tsx'
import { useWords } from '../view.ts'
import { BatchRow, batchColumns } from './list-row.tsx'

type BatchesPageProps = {
  rows: readonly ListedBatch[]
  next?: string
  previous?: string
  filter: BatchFilter
  inviters: readonly Inviter[]
}

/** Every act of inviting, newest first. */
export function BatchesPage(props: BatchesPageProps) {
  const t = useWords()
  const { rows, next, previous, filter } = props
  const isEmpty = rows.length === 0 && !filter.state && !filter.who && !next && !previous
  return (
    <PanelLayout title={t('batches.list.title')} section="batches">
      <PageHeader title={t('batches.list.title')} lead={t('batches.list.lead')} />
      {!isEmpty && <Filters {...props} />}
      {isEmpty && <NoBatches />}
      {rows.length > 0 && <BatchTable batches={rows} />}
      {!isEmpty && rows.length === 0 && <NoneFound hasMore={next !== undefined} />}
      <Paging
        next={next && addressOf(filter, { after: next })}
        previous={previous && addressOf(filter, { before: previous })}
      />
    </PanelLayout>
  )
}

function Filters({ filter, inviters }: BatchesPageProps) {
  const t = useWords()
  const everybody = { value: '', label: t('batches.list.everybody') }
  const people = inviters.map(({ publicId, name }) => ({ value: publicId, label: name }))
  return (
    <>
      <nav class="tabs" aria-label={t('batches.list.states')}>
        {[undefined, ...listedBatchStates].map((state) => (
          <a
            href={addressOf({ ...filter, state })}
            aria-current={state === filter.state ? 'page' : undefined}
          >
            {t(`batches.list.filter.${state ?? 'all'}`)}
          </a>
        ))}
      </nav>
      <form class="filters" method="get" action={paths.admin.batches()}>
        {filter.state && <input type="hidden" name="state" value={filter.state} />}
        <SelectField
          name="who"
          label={t('batches.list.by')}
          options={[everybody, ...people]}
          value={filter.who ?? ''}
        />
        <Button kind="quiet">{t('batches.list.show')}</Button>
      </form>
    </>
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

/** A page looks through a hundred batches; where none of them is meant, older ones may be. */
function NoneFound({ hasMore }: { hasMore: boolean }) {
  const t = useWords()
  return (
    <Empty title={t('batches.list.none.title')}>
      <p>{t(hasMore ? 'batches.list.none.further' : 'batches.list.none.text')}</p>
      <p>
        <a href={paths.admin.batches()}>{t('batches.list.none.clear')}</a>
      </p>
    </Empty>
  )
}

function BatchTable({ batches }: { batches: readonly ListedBatch[] }) {
  const t = useWords()
  return (
    <Table
      caption={t('batches.list.caption')}
      head={batchColumns.map((column) => t(`batches.list.${column}`))}
    >
      {batches.map((batch) => (
        <BatchRow batch={batch} />
      ))}
    </Table>
  )
}

function addressOf(filter: BatchFilter, place: Record<string, string> = {}): string {
  return paths.admin.batches({ ...filter, ...place })
}
