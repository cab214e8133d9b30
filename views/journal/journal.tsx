import type { ListedEvent } from '#src/domain/events/list-events.ts'
import type { DetailNames } from '#src/domain/events/read-detail-names.ts'
import type { JournalChoices } from '#src/domain/events/read-journal-choices.ts'
import { paths } from '#src/paths.ts'
import { LinkButton } from '../components/button.tsx'
import { Empty } from '../components/empty.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { Paging } from '../components/paging.tsx'
import { PanelLayout } from '../layouts/panel.tsx'
import { useWords } from '../view.ts'
import { JournalFilter } from './filter.tsx'
import { EventTable } from './table.tsx'

/** The filter as it stands in the address. */
export type JournalFields = {
  person?: string | undefined
  action?: string | undefined
  subject?: string | undefined
  from?: string | undefined
  until?: string | undefined
}

export type JournalPageProps = {
  rows: ListedEvent[]
  next?: string
  previous?: string
  query: JournalFields
  choices: JournalChoices
  names: DetailNames
}

/** Who did what to which, when. */
export function JournalPage({ rows, next, previous, query, choices, names }: JournalPageProps) {
  const t = useWords()
  return (
    <PanelLayout title={t('journal.title')} section="journal">
      <PageHeader title={t('journal.title')} lead={t('journal.lead')}>
        {rows.length > 0 && (
          <LinkButton href={paths.admin.journalExport(query)} kind="quiet">
            {t('journal.export')}
          </LinkButton>
        )}
      </PageHeader>
      <JournalFilter query={query} choices={choices} />
      <div class="list">
        {rows.length > 0 ? <EventTable rows={rows} names={names} /> : <NoEvents query={query} />}
        <Paging
          next={next && paths.admin.journal({ ...query, after: next })}
          previous={previous && paths.admin.journal({ ...query, before: previous })}
        />
      </div>
    </PanelLayout>
  )
}

function NoEvents({ query }: { query: JournalFields }) {
  const t = useWords()
  const isFiltered = Object.values(query).some((value) => value !== undefined)
  if (!isFiltered) return <Empty title={t('journal.empty')} />
  return (
    <Empty title={t('journal.none.title')}>
      <p>
        <a href={paths.admin.journal()}>{t('journal.none.clear')}</a>
      </p>
    </Empty>
  )
}
