import { mayInvite } from '#src/domain/batches/may.ts'
import type { ListedInvitation, Sort } from '#src/domain/invitations/list-invitations.ts'
import type { ListedState } from '#src/domain/invitations/listed-from.ts'
import { paths } from '#src/paths.ts'
import { LinkButton } from '../components/button.tsx'
import { Empty } from '../components/empty.tsx'
import { ListStatus, LiveSearch } from '../components/live-search.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { Paging } from '../components/paging.tsx'
import { SelectField } from '../components/select-field.tsx'
import { PanelLayout } from '../layouts/panel.tsx'
import { useView, useWords } from '../view.ts'
import { InvitationTable } from './table.tsx'

type InvitationListProps = {
  rows: ListedInvitation[]
  next?: string
  previous?: string
  typed: string
  state: ListedState | undefined
  sort: Sort
  batch: string | undefined
}

const states = [undefined, 'open', 'reminded', 'accepted', 'expired', 'refused'] as const
/** What went wrong with mails, beside the states of invitations. */
const troubles = ['failed', 'bounced', 'complained', 'unsubscribed'] as const satisfies ListedState[]
const sorts = ['newest', 'oldest', 'expires'] as const satisfies Sort[]

export function InvitationsPage(props: InvitationListProps) {
  const { actor, words } = useView()
  const { t } = words
  return (
    <PanelLayout title={t('invitations.list.title')} section="invitations">
      <PageHeader title={t('invitations.list.title')} lead={t('invitations.list.lead')}>
        {actor && mayInvite(actor) && (
          <LinkButton href={paths.admin.newBatch()}>{t('invitations.list.invite')}</LinkButton>
        )}
      </PageHeader>
      <LiveSearch
        action={paths.admin.invitations()}
        list="invitation-list"
        label={t('invitations.list.search')}
        button={t('invitations.list.search_button')}
        typed={props.typed}
        kept={{ state: props.state, batch: props.batch }}
      >
        <SelectField
          name="sort"
          label={t('invitations.list.sort')}
          options={sorts.map((value) => ({ value, label: t(`invitations.list.sorts.${value}`) }))}
          value={props.sort}
        />
      </LiveSearch>
      <ListStatus />
      <InvitationList {...props} />
    </PanelLayout>
  )
}

/** The answer to a search while typing: the list, and how many it shows. */
export function InvitationListUpdate(props: InvitationListProps) {
  const t = useWords()
  return (
    <>
      <InvitationList {...props} />
      <ListStatus isUpdate>{t('invitations.list.shown', { count: props.rows.length })}</ListStatus>
    </>
  )
}

function InvitationList(props: InvitationListProps) {
  const { rows, next, previous, batch } = props
  return (
    <div class="list" id="invitation-list">
      <StateTabs {...props} />
      {batch && <OfBatch batch={batch} />}
      {rows.length > 0 ? <InvitationTable rows={rows} /> : <NoInvitations {...props} />}
      <Paging
        next={next && addressOf(props, { after: next })}
        previous={previous && addressOf(props, { before: previous })}
      />
    </div>
  )
}

function StateTabs(props: InvitationListProps) {
  const t = useWords()
  return (
    <nav class="tabs" aria-label={t('invitations.list.filters')}>
      {[...states, ...troubles].map((state) => (
        <a href={addressOf(props, { state })} aria-current={state === props.state ? 'page' : undefined}>
          {t(`invitations.list.${state ?? 'all'}`)}
        </a>
      ))}
    </nav>
  )
}

function OfBatch({ batch }: { batch: string }) {
  const { actor, words } = useView()
  return (
    <p class="actions">
      <span>{words.t('invitations.list.of_batch')}</span>
      {actor && mayInvite(actor) && (
        <a href={paths.admin.batch(batch)}>{words.t('invitations.list.open_batch')}</a>
      )}
      <a href={paths.admin.invitations()}>{words.t('invitations.list.all_batches')}</a>
    </p>
  )
}

function NoInvitations({ typed, state, batch }: InvitationListProps) {
  const t = useWords()
  if (!typed && !state && !batch)
    return (
      <Empty title={t('invitations.list.empty.title')}>
        <p>{t('invitations.list.empty.text')}</p>
      </Empty>
    )
  const title = typed ? t('invitations.list.none.typed', { typed }) : t('invitations.list.none.title')
  return (
    <Empty title={title}>
      <p>{t('invitations.list.none.text')}</p>
      <p>
        <a href={paths.admin.invitations()}>{t('invitations.list.none.clear')}</a>
      </p>
    </Empty>
  )
}

/** The address of this list with something changed. */
function addressOf(
  { typed, state, sort, batch }: InvitationListProps,
  change: Record<string, string | undefined>,
) {
  return paths.admin.invitations({
    q: typed,
    state,
    sort: sort === 'newest' ? undefined : sort,
    batch,
    ...change,
  })
}
