import { mayInvite } from '#src/domain/batches/may.ts'
import type { ListedUser } from '#src/domain/users/list-users.ts'
import { paths } from '#src/paths.ts'
import { Badge } from '../components/badge.tsx'
import { LinkButton } from '../components/button.tsx'
import { Empty } from '../components/empty.tsx'
import { ListStatus, LiveSearch } from '../components/live-search.tsx'
import { Moment } from '../components/moment.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { Paging } from '../components/paging.tsx'
import { Table } from '../components/table.tsx'
import { PanelLayout } from '../layouts/panel.tsx'
import { useView, useWords } from '../view.ts'

type UserListProps = { rows: ListedUser[]; next?: string; previous?: string; typed: string }

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
      <LiveSearch
        action={paths.admin.users()}
        list="user-list"
        label={t('users.list.search')}
        button={t('users.list.search_button')}
        typed={props.typed}
      />
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

function UserList({ rows, next, previous, typed }: UserListProps) {
  const at = (place: Record<string, string>) => paths.admin.users({ q: typed, ...place })
  return (
    <div class="list" id="user-list">
      {rows.length > 0 ? <UserTable rows={rows} /> : <NoUsers typed={typed} />}
      <Paging next={next && at({ after: next })} previous={previous && at({ before: previous })} />
    </div>
  )
}

function NoUsers({ typed }: { typed: string }) {
  const t = useWords()
  if (!typed)
    return (
      <Empty title={t('users.list.empty.title')}>
        <p>{t('users.list.empty.text')}</p>
      </Empty>
    )
  return (
    <Empty title={t('users.list.none.title', { typed })}>
      <p>{t('users.list.none.text')}</p>
      <p>
        <a href={paths.admin.invitations({ q: typed })}>{t('users.list.look_in_invitations')}</a>
      </p>
    </Empty>
  )
}

function UserTable({ rows }: { rows: ListedUser[] }) {
  const t = useWords()
  const head = [t('users.list.name'), t('users.list.address'), t('users.list.role'), t('users.list.since')]
  return (
    <Table caption={t('users.list.caption')} head={head}>
      {rows.map((user) => (
        <tr data-id={user.publicId} data-state={user.role}>
          <th scope="row">
            <a href={paths.admin.user(user.publicId)}>{`${user.firstName} ${user.lastName}`}</a>
          </th>
          <td>{user.email}</td>
          <td>
            <Badge state={user.role}>{t(`users.roles.${user.role}`)}</Badge>
          </td>
          <td data-label={t('users.list.since')}>
            <Moment at={user.createdAt} />
          </td>
        </tr>
      ))}
    </Table>
  )
}
