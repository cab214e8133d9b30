import { nameMax } from '#src/domain/groups/group.ts'
import type { Group } from '#src/domain/groups/read-group.ts'
import { paths } from '#src/paths.ts'
import { Button } from '../components/button.tsx'
import { Empty } from '../components/empty.tsx'
import { ErrorSummary } from '../components/error-summary.tsx'
import { type FieldErrors, TextField } from '../components/field.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { Paging } from '../components/paging.tsx'
import { PeopleTable } from '../components/people-table.tsx'
import { PanelLayout } from '../layouts/panel.tsx'
import { useWords } from '../view.ts'

type GroupPageProps = {
  group: Group
  given?: Record<string, string | string[]> | undefined
  errors?: FieldErrors | undefined
}

export function GroupPage({ group, given, errors = {} }: GroupPageProps) {
  const t = useWords()
  return (
    <PanelLayout title={group.name} section="groups">
      <ErrorSummary errors={errors} />
      <PageHeader title={group.name} lead={t('groups.group.lead', { count: group.memberCount })} />
      <div class="side-by-side">
        <AddMember group={group} given={given} errors={errors} />
        <Rename group={group} given={given} errors={errors} />
      </div>
      <Members group={group} />
    </PanelLayout>
  )
}

function AddMember({ group, given, errors }: GroupPageProps) {
  const t = useWords()
  return (
    <form class="card" method="post" action={paths.admin.groupMembers(group.publicId)}>
      <h2>{t('groups.group.add')}</h2>
      <TextField
        type="email"
        name="email"
        label={t('groups.group.email')}
        value={String(given?.email ?? '')}
        error={errors?.email}
        required
        autocomplete="off"
      />
      <Button>{t('groups.group.add_button')}</Button>
    </form>
  )
}

function Rename({ group, given, errors }: GroupPageProps) {
  const t = useWords()
  return (
    <form class="card" method="post" action={paths.admin.group(group.publicId)}>
      <h2>{t('groups.group.rename')}</h2>
      <TextField
        name="name"
        label={t('groups.group.name')}
        value={String(given?.name ?? group.name)}
        error={errors?.name}
        maxlength={nameMax}
        required
        autocomplete="off"
      />
      <Button kind="quiet">{t('groups.group.save_name')}</Button>
    </form>
  )
}

function Members({ group }: { group: Group }) {
  const t = useWords()
  const { rows, next, previous } = group.members
  const at = (place: Record<string, string>) =>
    `${paths.admin.group(group.publicId)}?${new URLSearchParams(place)}`
  if (rows.length === 0)
    return (
      <Empty title={t('groups.group.empty.title')}>
        <p>{t('groups.group.empty.text')}</p>
      </Empty>
    )
  return (
    <div class="list">
      <PeopleTable
        caption={t('groups.group.caption')}
        head={{
          person: t('groups.group.person'),
          address: t('groups.group.address'),
          added: t('groups.group.added'),
          actions: t('groups.group.actions'),
        }}
        people={rows}
        remove={{
          action: (person) => paths.admin.groupMember(group.publicId, person.publicId),
          label: t('groups.group.remove'),
          labelWith: (name) => t('groups.group.remove_who', { name }),
        }}
      />
      <Paging next={next && at({ after: next })} previous={previous && at({ before: previous })} />
    </div>
  )
}
