import type { Child } from 'hono/jsx'
import { mayInvite } from '#src/domain/batches/may.ts'
import { mayActInBulk } from '#src/domain/bulk-actions/may.ts'
import type { InvitationList as Found } from '#src/domain/invitations/list-invitations.ts'
import { paths } from '#src/paths.ts'
import { LinkButton } from '../components/button.tsx'
import { ListStatus } from '../components/live-search.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { Paging } from '../components/paging.tsx'
import { PanelLayout } from '../layouts/panel.tsx'
import { useView, useWords } from '../view.ts'
import { BulkBar } from './bulk-bar.tsx'
import { FilterForm } from './filters.tsx'
import { fieldsOf, type Listed, listAddress } from './list-address.ts'
import { ListHead } from './list-head.tsx'
import { NoInvitations } from './no-invitations.tsx'
import { StateTabs } from './state-tabs.tsx'
import { InvitationTable } from './table.tsx'

/** `days`: what an extension gives where nobody says otherwise. */
export type ListProps = Found & { listed: Listed; days: number }

export function InvitationsPage(props: ListProps) {
  const { listed } = props
  return (
    <InvitationsFrame>
      <FilterForm listed={listed} />
      <ListStatus />
      <InvitationList {...props} />
    </InvitationsFrame>
  )
}

/** What stands around the list, whatever it finds. */
export function InvitationsFrame({ children }: { children: Child }) {
  const { actor, words } = useView()
  const { t } = words
  return (
    <PanelLayout title={t('invitations.list.title')} section="invitations">
      <PageHeader title={t('invitations.list.title')} lead={t('invitations.list.lead')}>
        {actor && mayActInBulk(actor) && (
          <LinkButton kind="quiet" href={paths.admin.bulkActions()}>
            {t('bulk.all.title')}
          </LinkButton>
        )}
        {actor && mayInvite(actor) && (
          <LinkButton href={paths.admin.newBatch()}>{t('invitations.list.invite')}</LinkButton>
        )}
      </PageHeader>
      {children}
    </PanelLayout>
  )
}

/** The answer to a search while typing: the list, and how many it shows. */
export function InvitationListUpdate(props: ListProps) {
  const t = useWords()
  return (
    <>
      <InvitationList {...props} />
      <ListStatus isUpdate>{t('invitations.list.shown', { count: props.rows.length })}</ListStatus>
    </>
  )
}

function InvitationList(props: ListProps) {
  const { rows, next, previous, listed } = props
  return (
    <div class="list" id="invitation-list">
      <StateTabs {...props} />
      <ListHead {...props} />
      {rows.length > 0 ? <Rows {...props} /> : <NoInvitations {...props} />}
      <Paging
        next={next && listAddress(listed, { after: next })}
        previous={previous && listAddress(listed, isByEnd(props) ? {} : { before: previous })}
      />
    </div>
  )
}

/** In the order of their ends the list leads forwards only; back is its beginning. */
function isByEnd({ listed }: ListProps): boolean {
  return listed.sort === 'expires'
}

function Rows(props: ListProps) {
  const { rows, listed } = props
  return (
    <form method="post" action={paths.admin.bulkActions()} class="bulk" data-bulk>
      {Object.entries(fieldsOf(listed.query)).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <InvitationTable rows={rows} />
      <BulkBar {...props} />
    </form>
  )
}
