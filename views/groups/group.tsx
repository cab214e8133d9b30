import { nameIn } from '#src/domain/groups/name-in.ts'
import type { Group } from '#src/domain/groups/read-group.ts'
import type { GroupChoice } from '#src/domain/groups/read-group-choices.ts'
import { paths } from '#src/paths.ts'
import { Button, LinkButton } from '../components/button.tsx'
import { ErrorSummary } from '../components/error-summary.tsx'
import { type FieldErrors, TextField } from '../components/field.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { AboutLink } from '../journal/about-link.tsx'
import { PanelLayout } from '../layouts/panel.tsx'
import { useView, useWords } from '../view.ts'
import { ConditionList } from './condition-list.tsx'
import { MemberCount } from './member-count.tsx'
import { Members } from './members.tsx'
import { NamesForm } from './names-form.tsx'

type GroupPageProps = {
  group: Group
  /** The groups that its conditions may name. */
  choices: readonly GroupChoice[]
  otherLanguages: readonly string[]
  given?: Record<string, string | string[]> | undefined
  errors?: FieldErrors | undefined
}

export function GroupPage({ group, choices, otherLanguages, given, errors = {} }: GroupPageProps) {
  const { words } = useView()
  const { t } = words
  const name = nameIn(group, words.language)
  return (
    <PanelLayout title={name} section="groups">
      <ErrorSummary errors={errors} />
      <PageHeader title={name} lead={<MemberCount group={group} sentence="groups.group.lead" />} />
      {group.kind === 'smart' && <ConditionList group={group} choices={choices} />}
      <div class="side-by-side">
        <AddMember group={group} given={given} errors={errors} />
        <NamesForm group={group} otherLanguages={otherLanguages} given={given} errors={errors} />
      </div>
      <Members group={group} />
      <AboutLink subject="group" id={group.publicId} />
      <LinkButton kind="danger" href={paths.admin.groupDeletion(group.publicId)}>
        {t('groups.group.delete')}
      </LinkButton>
    </PanelLayout>
  )
}

function AddMember({ group, given, errors }: Pick<GroupPageProps, 'group' | 'given' | 'errors'>) {
  const t = useWords()
  return (
    <form class="card" method="post" action={paths.admin.groupMembers(group.publicId)} novalidate>
      <h2>{t('groups.group.add')}</h2>
      <TextField
        type="email"
        name="email"
        label={t('groups.group.email')}
        hint={group.kind === 'smart' ? t('groups.group.email_hint') : undefined}
        value={String(given?.email ?? '')}
        error={errors?.email}
        required
        autocomplete="off"
      />
      <Button>{t('groups.group.add_button')}</Button>
    </form>
  )
}
