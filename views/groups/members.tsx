import type { Group } from '#src/domain/groups/read-group.ts'
import type { Member } from '#src/domain/groups/select-members.ts'
import { paths } from '#src/paths.ts'
import { Badge } from '../components/badge.tsx'
import { Button } from '../components/button.tsx'
import { Empty } from '../components/empty.tsx'
import { Moment } from '../components/moment.tsx'
import { Paging } from '../components/paging.tsx'
import { PeopleTable } from '../components/people-table.tsx'
import { Table } from '../components/table.tsx'
import { useWords } from '../view.ts'

/** Who is in a group; in a smart one with what brought them there. */
export function Members({ group }: { group: Group }) {
  const t = useWords()
  const { rows, next, previous, isCut } = group.members
  const at = (place: Record<string, string>) =>
    `${paths.admin.group(group.publicId)}?${new URLSearchParams(place)}`
  if (rows.length === 0 && !isCut)
    return (
      <Empty title={t('groups.group.empty.title')}>
        <p>{t(`groups.group.empty.${group.kind}`)}</p>
      </Empty>
    )
  return (
    <div class="list">
      {rows.length > 0 &&
        (group.kind === 'smart' ? <SmartMembers group={group} /> : <PutMembers group={group} />)}
      {isCut && <p class="note">{t('groups.group.cut')}</p>}
      <Paging next={next && at({ after: next })} previous={previous && at({ before: previous })} />
    </div>
  )
}

function PutMembers({ group }: { group: Group }) {
  const t = useWords()
  return (
    <PeopleTable
      caption={t('groups.group.caption')}
      head={{
        person: t('groups.group.person'),
        address: t('groups.group.address'),
        added: t('groups.group.added'),
        actions: t('groups.group.actions'),
      }}
      people={group.members.rows.map((member) => ({ ...member, addedAt: member.addedAt ?? 0 }))}
      remove={{
        action: (person) => paths.admin.groupMember(group.publicId, person.publicId),
        label: t('groups.group.remove'),
        labelWith: (name) => t('groups.group.remove_who', { name }),
      }}
    />
  )
}

function SmartMembers({ group }: { group: Group }) {
  const t = useWords()
  const head = [
    t('groups.group.person'),
    t('groups.group.address'),
    t('groups.group.reason'),
    t('groups.group.actions'),
  ]
  return (
    <Table caption={t('groups.group.caption')} head={head}>
      {group.members.rows.map((member) => (
        <tr data-id={member.publicId} data-state={reasonOf(member)}>
          <th scope="row">
            <a href={paths.admin.user(member.publicId)}>{`${member.firstName} ${member.lastName}`}</a>
          </th>
          <td>{member.email}</td>
          <td data-label={t('groups.group.reason')}>
            <Reason member={member} />
          </td>
          <td>
            <Removal group={group} member={member} />
          </td>
        </tr>
      ))}
    </Table>
  )
}

function reasonOf({ addedAt, isMeeting }: Member): 'meets' | 'put' | 'both' {
  if (addedAt === null) return 'meets'
  return isMeeting ? 'both' : 'put'
}

function Reason({ member: { addedAt, isMeeting } }: { member: Member }) {
  const t = useWords()
  return (
    <div>
      {isMeeting && <Badge state="meets">{t('groups.group.meets')}</Badge>}{' '}
      {addedAt !== null && (
        <span>
          {t('groups.group.put')} <Moment at={addedAt} />
        </span>
      )}
    </div>
  )
}

function Removal({ group, member }: { group: Group; member: Member }) {
  const t = useWords()
  if (member.isMeeting) return <span class="soft">{t('groups.group.stays')}</span>
  const name = `${member.firstName} ${member.lastName}`
  return (
    <form method="post" action={paths.admin.groupMember(group.publicId, member.publicId)}>
      <Button kind="quiet" attributes={{ 'aria-label': t('groups.group.remove_who', { name }) }}>
        {t('groups.group.remove')}
      </Button>
    </form>
  )
}
