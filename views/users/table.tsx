import type { ListedUser } from '#src/domain/profiles/list-users.ts'
import { paths } from '#src/paths.ts'
import { Badge } from '../components/badge.tsx'
import { languageName } from '../components/language-name.ts'
import { Moment } from '../components/moment.tsx'
import { Table } from '../components/table.tsx'
import { useView } from '../view.ts'

const columns = ['name', 'address', 'role', 'language', 'since'] as const

export function UserTable({ rows }: { rows: ListedUser[] }) {
  const { words } = useView()
  const { t } = words
  return (
    <Table caption={t('users.list.caption')} head={columns.map((column) => t(`users.list.${column}`))}>
      {rows.map((user) => (
        <tr data-id={user.publicId} data-state={user.role}>
          <th scope="row">
            <a href={paths.admin.user(user.publicId)}>{`${user.firstName} ${user.lastName}`}</a>
          </th>
          <td>{user.email}</td>
          <td>
            <Badge state={user.role}>{t(`users.roles.${user.role}`)}</Badge>{' '}
            {user.deactivatedAt !== null && (
              <Badge state="deactivated">{t('users.states.deactivated')}</Badge>
            )}
          </td>
          <td data-label={t('users.list.language')}>{languageName(words, user.locale)}</td>
          <td data-label={t('users.list.since')}>
            <Moment at={user.createdAt} form="short_date" />
          </td>
        </tr>
      ))}
    </Table>
  )
}
