import { nameIn } from '#src/domain/groups/name-in.ts'
import type { GroupHead } from '#src/domain/groups/read-group.ts'
import type { GroupChoice } from '#src/domain/groups/read-group-choices.ts'
import { paths } from '#src/paths.ts'
import { Button, LinkButton } from '../components/button.tsx'
import { ErrorSummary } from '../components/error-summary.tsx'
import type { FieldErrors } from '../components/field.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { PanelLayout } from '../layouts/panel.tsx'
import { useView } from '../view.ts'
import { ConditionCount, type Count } from './condition-count.tsx'
import { ConditionFields } from './condition-fields.tsx'

type GroupConditionsPageProps = {
  group: GroupHead
  choices: readonly GroupChoice[]
  given: Readonly<Record<string, string | string[]>>
  /** Where it was asked for. */
  count?: Count
  errors?: FieldErrors
}

/** Where a smart group says whom it is for. With scripts the number of people follows while one chooses. */
export function GroupConditionsPage({ group, choices, given, count, errors = {} }: GroupConditionsPageProps) {
  const { words } = useView()
  const { t } = words
  const name = nameIn(group, words.language)
  const counting = countingIn(group.publicId)
  return (
    <PanelLayout title={t('groups.conditions.title', { name })} section="groups">
      <ErrorSummary errors={errors} />
      <PageHeader title={t('groups.conditions.title', { name })} lead={t('groups.conditions.lead')} />
      <form
        class="card conditions"
        method="post"
        action={paths.admin.groupConditions(group.publicId)}
        hx-trigger="input delay:400ms"
        hx-sync="this:replace"
        {...counting}
      >
        <ConditionFields group={group} choices={choices} given={given} errors={errors} />
        <p id="condition-count" class="condition-count" role="status">
          {count && <ConditionCount {...count} />}
        </p>
        <div class="actions">
          <Button>{t('groups.conditions.save')}</Button>
          <Button kind="quiet" attributes={{ formaction: counting['hx-post'], ...counting }}>
            {t('groups.conditions.count_them')}
          </Button>
          <LinkButton kind="quiet" href={paths.admin.group(group.publicId)}>
            {t('groups.conditions.back')}
          </LinkButton>
        </div>
      </form>
    </PanelLayout>
  )
}

/** What shows how many the form brings in as it stands. */
function countingIn(groupId: string) {
  return {
    'hx-post': paths.admin.groupConditionsCount(groupId),
    'hx-target': '#condition-count',
    'hx-swap': 'innerHTML',
    'hx-status:4xx': 'swap:none',
    'hx-status:5xx': 'swap:none',
  }
}
