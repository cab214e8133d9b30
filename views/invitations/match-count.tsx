import type { InvitationQuery } from '#src/domain/invitations/invitation-query.ts'
import type { FilterNames } from '#src/domain/invitations/read-filter-names.ts'
import { paths } from '#src/paths.ts'
import { PageHeader } from '../components/page-header.tsx'
import { PanelLayout } from '../layouts/panel.tsx'
import { useWords } from '../view.ts'
import { FilterWords } from './filter-words.tsx'
import { fieldsOf } from './list-address.ts'

export function MatchCount({ count }: { count: number }) {
  const t = useWords()
  return (
    <p class="match-count" id="match-count" role="status" data-matching={count}>
      {t('invitations.list.match', { count })}
    </p>
  )
}

/** Counting means looking at each, so the list does not wait for it. */
export function MatchCountLater({ query }: { query: InvitationQuery }) {
  const t = useWords()
  const address = paths.admin.invitationCount(fieldsOf(query))
  return (
    <p class="match-count" id="match-count" role="status">
      <a
        href={address}
        hx-get={address}
        hx-trigger="load delay:400ms"
        hx-target="#match-count"
        hx-swap="outerHTML"
        {...{ 'hx-status:4xx': 'swap:none', 'hx-status:5xx': 'swap:none' }}
      >
        {t('invitations.list.count_them')}
      </a>
    </p>
  )
}

type PageProps = { count: number; query: InvitationQuery; names: FilterNames }

export function MatchCountPage({ count, query, names }: PageProps) {
  const t = useWords()
  return (
    <PanelLayout title={t('invitations.list.count_title')} section="invitations">
      <PageHeader
        title={t('invitations.list.count_title')}
        lead={<FilterWords query={query} names={names} />}
      />
      <MatchCount count={count} />
      <p>
        <a href={paths.admin.invitations(fieldsOf(query))}>{t('invitations.list.show_these')}</a>
      </p>
    </PanelLayout>
  )
}
