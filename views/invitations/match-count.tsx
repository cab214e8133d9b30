import type { InvitationCounts } from '#src/domain/invitations/count-invitations.ts'
import type { InvitationQuery } from '#src/domain/invitations/invitation-query.ts'
import type { FilterNames } from '#src/domain/invitations/read-filter-names.ts'
import { paths } from '#src/paths.ts'
import { PageHeader } from '../components/page-header.tsx'
import { PanelLayout } from '../layouts/panel.tsx'
import { useWords } from '../view.ts'
import { FilterWords } from './filter-words.tsx'
import { fieldsOf, type Listed } from './list-address.ts'
import { StateTabs } from './state-tabs.tsx'

/** `isUpdate`: takes the place of the link that the list has shown until now. */
export function MatchCount({ count, isUpdate = false }: { count: number; isUpdate?: boolean }) {
  const t = useWords()
  return (
    <p
      class="match-count"
      id="match-count"
      role="status"
      data-matching={count}
      {...(isUpdate && { 'hx-swap-oob': 'true' })}
    >
      {t('invitations.list.match', { count })}
    </p>
  )
}

type LaterProps = { query: InvitationQuery; comesWithTabs: boolean }

/** Counting means looking at each, so the list does not wait for it. Where an index knows the number, it comes with those of the tabs. */
export function MatchCountLater({ query, comesWithTabs }: LaterProps) {
  const t = useWords()
  const address = paths.admin.invitationCount(fieldsOf(query))
  const later = {
    ...{
      'hx-get': address,
      'hx-trigger': 'load delay:400ms',
      'hx-target': '#match-count',
      'hx-swap': 'outerHTML',
    },
    ...{ 'hx-status:4xx': 'swap:none', 'hx-status:5xx': 'swap:none' },
  }
  return (
    <p class="match-count" id="match-count" role="status">
      <a href={address} {...(!comesWithTabs && later)}>
        {t('invitations.list.count_them')}
      </a>
    </p>
  )
}

type PageProps = { count: number; listed: Listed; names: FilterNames; counts: InvitationCounts }

export function MatchCountPage({ count, listed, names, counts }: PageProps) {
  const t = useWords()
  const { query } = listed
  return (
    <PanelLayout title={t('invitations.list.count_title')} section="invitations">
      <PageHeader
        title={t('invitations.list.count_title')}
        lead={<FilterWords query={query} names={names} />}
      />
      <MatchCount count={count} />
      <StateTabs listed={listed} counts={counts} />
      <p>
        <a href={paths.admin.invitations(fieldsOf(query))}>{t('invitations.list.show_these')}</a>
      </p>
    </PanelLayout>
  )
}
