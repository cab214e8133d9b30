import { nameMax } from '#src/domain/groups/group.ts'
import type { ListedGroup } from '#src/domain/groups/list-groups.ts'
import { paths } from '#src/paths.ts'
import { Button } from '../components/button.tsx'
import { Empty } from '../components/empty.tsx'
import { ErrorSummary } from '../components/error-summary.tsx'
import { type FieldErrors, TextField } from '../components/field.tsx'
import { formatNumber } from '../components/format-number.ts'
import { PageHeader } from '../components/page-header.tsx'
import { Paging } from '../components/paging.tsx'
import { SelectField } from '../components/select-field.tsx'
import { Table } from '../components/table.tsx'
import { PanelLayout } from '../layouts/panel.tsx'
import { useView, useWords } from '../view.ts'

type GroupsPageProps = {
  rows: ListedGroup[]
  next?: string
  previous?: string
  /** Drawn anew with each form, so that one sent twice makes one group. */
  formId: string
  given?: Record<string, string | string[]> | undefined
  errors?: FieldErrors | undefined
}

export function GroupsPage({ rows, next, previous, formId, given, errors = {} }: GroupsPageProps) {
  const t = useWords()
  const at = (place: Record<string, string>) => `${paths.admin.groups()}?${new URLSearchParams(place)}`
  return (
    <PanelLayout title={t('groups.list.title')} section="groups">
      <ErrorSummary errors={errors} />
      <PageHeader title={t('groups.list.title')} lead={t('groups.list.lead')} />
      <NewGroup formId={formId} given={given} errors={errors} />
      {rows.length > 0 ? <GroupTable rows={rows} /> : <NoGroups />}
      {rows.some(({ kind }) => kind === 'smart') && <p class="hint">{t('groups.list.counting')}</p>}
      <Paging next={next && at({ after: next })} previous={previous && at({ before: previous })} />
    </PanelLayout>
  )
}

function NewGroup({ formId, given, errors }: Pick<GroupsPageProps, 'formId' | 'given' | 'errors'>) {
  const t = useWords()
  return (
    <form class="filters" method="post" action={paths.admin.groups()} aria-label={t('groups.list.new')}>
      <input type="hidden" name="id" value={formId} />
      <TextField
        name="name"
        label={t('groups.list.new_name')}
        value={String(given?.name ?? '')}
        error={errors?.name}
        maxlength={nameMax}
        required
        autocomplete="off"
      />
      <SelectField
        name="kind"
        label={t('groups.list.new_kind')}
        options={(['manual', 'smart'] as const).map((kind) => ({
          value: kind,
          label: t(`groups.list.kind_choice.${kind}`),
        }))}
        value={String(given?.kind ?? 'manual')}
        error={errors?.kind}
      />
      <Button>{t('groups.list.create')}</Button>
    </form>
  )
}

function NoGroups() {
  const t = useWords()
  return (
    <Empty title={t('groups.list.empty.title')}>
      <p>{t('groups.list.empty.text')}</p>
    </Empty>
  )
}

function GroupTable({ rows }: { rows: ListedGroup[] }) {
  const { words } = useView()
  const { t } = words
  return (
    <Table
      caption={t('groups.list.caption')}
      head={[t('groups.list.name'), t('groups.list.kind'), t('groups.list.members')]}
    >
      {rows.map((group) => (
        <tr data-id={group.publicId} data-state={group.kind}>
          <th scope="row">
            <a href={paths.admin.group(group.publicId)}>{group.name}</a>
            {group.isNameShared && <span class="hint">{t('groups.list.shared')}</span>}
          </th>
          <td data-label={t('groups.list.kind')}>{t(`groups.kinds.${group.kind}`)}</td>
          <td data-label={t('groups.list.members')}>
            {group.memberCount === null ? t('groups.list.uncounted') : formatNumber(words, group.memberCount)}
          </td>
        </tr>
      ))}
    </Table>
  )
}
