import { mayInvite } from '#src/domain/batches/may.ts'
import type { ListedUser, UserSort } from '#src/domain/profiles/list-users.ts'
import type { UserFilter } from '#src/domain/profiles/match-users.ts'
import type { UserChoices } from '#src/domain/profiles/read-user-choices.ts'
import type { UserCounts } from '#src/domain/profiles/read-user-counts.ts'
import { mayExportUsers } from '#src/domain/users/may.ts'
import { paths } from '#src/paths.ts'
import { LinkButton } from '../components/button.tsx'
import { Empty } from '../components/empty.tsx'
import { ListStatus } from '../components/live-search.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { Paging } from '../components/paging.tsx'
import { PanelLayout } from '../layouts/panel.tsx'
import { useView, useWords } from '../view.ts'
import { RoleTabs, UserSearch } from './filters.tsx'
import { MatchCount } from './match-count.tsx'
import { UserTable } from './table.tsx'

export type UserListProps = {
  rows: ListedUser[]
  next?: string
  previous?: string
  isCut: boolean
  filter: UserFilter
  sort: UserSort
  choices: UserChoices
  /** Where they were asked for; otherwise they come after the page. */
  counts?: UserCounts
}

/** What a list shows of the users, and in which order. */
export type Listed = Pick<UserListProps, 'filter' | 'sort'>

export function UsersPage(props: UserListProps) {
  const { actor, words } = useView()
  const { t } = words
  return (
    <PanelLayout title={t('users.list.title')} section="users">
      <PageHeader title={t('users.list.title')} lead={t('users.list.lead')}>
        {actor && mayInvite(actor) && (
          <LinkButton href={paths.admin.newBatch()}>{t('users.list.invite')}</LinkButton>
        )}
      </PageHeader>
      <UserSearch {...props} />
      <ListStatus />
      <UserList {...props} />
    </PanelLayout>
  )
}

/** The answer to a search while typing: the list, and how many it shows. */
export function UserListUpdate(props: UserListProps) {
  const t = useWords()
  return (
    <>
      <UserList {...props} />
      <ListStatus isUpdate>{t('users.list.shown', { count: props.rows.length })}</ListStatus>
    </>
  )
}

function UserList(props: UserListProps) {
  const { actor, words } = useView()
  const { rows, next, previous, isCut } = props
  return (
    <div class="list" id="user-list">
      <RoleTabs list={props} counts={props.counts} />
      {rows.length > 0 && <MatchCount {...props} />}
      {rows.length > 0 ? <UserTable rows={rows} /> : !isCut && <NoUsers {...props} />}
      {isCut && <p class="note">{words.t('users.list.cut')}</p>}
      <Paging
        next={next && addressOf(props, { after: next })}
        previous={previous && addressOf(props, { before: previous })}
      />
      {rows.length > 0 && actor && mayExportUsers(actor) && (
        <p class="actions">
          <a href={paths.admin.userExport(queryOf(props))}>{words.t('users.list.export')}</a>
        </p>
      )}
    </div>
  )
}

function NoUsers({ filter }: UserListProps) {
  const t = useWords()
  const { typed } = filter
  if (!Object.values(filter).some(Boolean))
    return (
      <Empty title={t('users.list.empty.title')}>
        <p>{t('users.list.empty.text')}</p>
      </Empty>
    )
  return (
    <Empty title={typed ? t('users.list.none.title', { typed }) : t('users.list.none.filtered')}>
      {typed && <p>{t('users.list.none.text')}</p>}
      {typed && (
        <p>
          <a href={paths.admin.invitations({ q: typed })}>{t('users.list.look_in_invitations')}</a>
        </p>
      )}
      <p>
        <a href={paths.admin.users()}>{t('users.list.none.clear')}</a>
      </p>
    </Empty>
  )
}

/** How the list stands in an address. */
export function queryOf({ filter: { typed, ...filter }, sort }: Listed): Record<string, string | undefined> {
  return { q: typed, ...filter, sort: sort === 'newest' ? undefined : sort }
}

/** The address of this list with something changed. */
export function addressOf(list: Listed, change: Record<string, string | undefined>): string {
  return paths.admin.users({ ...queryOf(list), ...change })
}
