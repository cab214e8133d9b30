import type { MatchCount } from '#src/domain/invitations/count-first.ts'
import type { InvitationCounts, InvitationQuery } from '#src/domain/invitations/invitation-query.ts'
import type { FilterNames } from '#src/domain/invitations/read-filter-names.ts'
import { paths } from '#src/paths.ts'
import { Button } from '../components/button.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { PanelLayout } from '../layouts/panel.tsx'
import { useWords } from '../view.ts'
import { FilterWords } from './filter-words.tsx'
import { fieldsOf, type Listed } from './list-address.ts'
import { StateTabs } from './state-tabs.tsx'

type ExactProps = { count: number; isUpdate?: boolean; isAskedFor?: boolean }

/** `isUpdate`: takes the place of what the list has shown until now. `isAskedFor`: that of a button, so the focus goes here. */
export function ExactCount({ count, isUpdate = false, isAskedFor = false }: ExactProps) {
  const t = useWords()
  return (
    <p
      class="match-count"
      id="match-count"
      role="status"
      data-matching={count}
      {...(isUpdate && { 'hx-swap-oob': 'true' })}
      {...(isAskedFor && { tabindex: -1, autofocus: true })}
    >
      {t('invitations.list.match', { count })}
    </p>
  )
}

type CountProps = { found: MatchCount; query: InvitationQuery }

/** How many match, or how many at least, and a way to know. */
export function MatchCountOrMore({ found: { count, isExact }, query }: CountProps) {
  const t = useWords()
  if (isExact) return <ExactCount count={count} />
  const address = paths.admin.invitationCount(fieldsOf(query))
  return (
    <form
      method="post"
      action={address}
      class="match-count"
      id="match-count"
      {...{ 'hx-post': address, 'hx-target': 'this', 'hx-swap': 'outerHTML' }}
      {...{ 'hx-status:4xx': 'swap:none', 'hx-status:5xx': 'swap:none' }}
    >
      <span role="status">
        {count > 0 ? t('invitations.list.match_at_least', { count }) : t('invitations.list.none_yet')}
      </span>
      <Button kind="quiet">{t('invitations.list.count_all')}</Button>
    </form>
  )
}

type LaterProps = { query: InvitationQuery; comesWithTabs: boolean }

/** Counting means looking at many, so the list does not wait for it. Where an index knows the number, it comes with those of the tabs. */
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

type PageProps = { found: MatchCount; listed: Listed; names: FilterNames; counts: InvitationCounts }

export function MatchCountPage({ found, listed, names, counts }: PageProps) {
  const t = useWords()
  const { query } = listed
  return (
    <PanelLayout title={t('invitations.list.count_title')} section="invitations">
      <PageHeader
        title={t('invitations.list.count_title')}
        lead={<FilterWords query={query} names={names} />}
      />
      <MatchCountOrMore found={found} query={query} />
      <StateTabs listed={listed} counts={counts} />
      <p>
        <a href={paths.admin.invitations(fieldsOf(query))}>{t('invitations.list.show_these')}</a>
      </p>
    </PanelLayout>
  )
}
