import type { GroupConditions } from '#src/domain/groups/conditions.ts'
import type { GroupHead } from '#src/domain/groups/read-group.ts'
import type { GroupChoice } from '#src/domain/groups/read-group-choices.ts'
import { roles } from '#src/domain/users/user.ts'
import { CheckList } from '../components/choice-list.tsx'
import { Field, type FieldErrors, TextField } from '../components/field.tsx'
import { languageName } from '../components/language-name.ts'
import { useView, useWords } from '../view.ts'

type Given = Readonly<Record<string, string | string[]>>

/** The choice that stands for groups which are named in a condition and have been deleted. */
export const deletedGroups = 'deleted'

type ConditionFieldsProps = {
  group: GroupHead
  /** The other groups. */
  choices: readonly GroupChoice[]
  given: Given
  errors: FieldErrors
}

/** One set of fields per condition; what is left empty asks nothing. */
export function ConditionFields({ group, choices, given, errors }: ConditionFieldsProps) {
  const { words, languages } = useView()
  const { t } = words
  return (
    <>
      <CheckList
        legend={t('groups.conditions.languages')}
        name="languages"
        options={languagesOffered(languages, group).map((tag) => ({
          value: tag,
          label: languageName(words, tag),
        }))}
        values={valuesOf(given, 'languages')}
        error={errors.languages}
      />
      <CheckList
        legend={t('groups.conditions.roles')}
        name="roles"
        options={roles.map((role) => ({ value: role, label: t(`users.roles.${role}`) }))}
        values={valuesOf(given, 'roles')}
        error={errors.roles}
      />
      <Domains given={given} errors={errors} />
      <Registered given={given} errors={errors} />
      <Groups group={group} choices={choices} given={given} errors={errors} />
    </>
  )
}

/** The platform's languages, and those a condition names though the platform has them no more. */
export function languagesOffered(languages: readonly string[], { conditions }: GroupHead): string[] {
  return [...new Set([...languages, ...(conditions?.languages ?? [])])]
}

/** Stored conditions as the form is filled with them. */
export function givenFrom(conditions: GroupConditions | null, choices: readonly GroupChoice[]): Given {
  const { languages = [], roles = [], domains = [], groups = [], ...days } = conditions ?? {}
  return {
    ...{ languages, roles, domains: domains.join(', ') },
    registered_from: days.registeredFrom ?? '',
    registered_before: days.registeredBefore ?? '',
    groups: groups.map((id) => choices.find((choice) => choice.id === id)?.publicId ?? deletedGroups),
  }
}

function valuesOf(given: Given, name: string): string[] {
  return [given[name] ?? []].flat()
}

type PartProps = Pick<ConditionFieldsProps, 'given' | 'errors'>

function Domains({ given, errors }: PartProps) {
  const t = useWords()
  return (
    <TextField
      name="domains"
      label={t('groups.conditions.domains')}
      hint={t('groups.conditions.domains_hint')}
      value={String(given.domains ?? '')}
      error={errors.domains}
      autocomplete="off"
      attributes={{ spellcheck: 'false', autocapitalize: 'none' }}
    />
  )
}

function Registered({ given, errors }: PartProps) {
  const t = useWords()
  return (
    <fieldset class="days">
      <legend>{t('groups.conditions.registered')}</legend>
      {(['registered_from', 'registered_before'] as const).map((name) => (
        <Field
          name={name}
          label={t(`groups.conditions.${name}`)}
          hint={t(`groups.conditions.${name}_hint`)}
          error={errors[name]}
        >
          {(described) => <input {...described} type="date" name={name} value={String(given[name] ?? '')} />}
        </Field>
      ))}
    </fieldset>
  )
}

function Groups({ group, choices, given, errors }: ConditionFieldsProps) {
  const t = useWords()
  const isGone = (id: number) => !choices.some((choice) => choice.id === id)
  const hasDeleted = group.conditions?.groups?.some(isGone) ?? false
  const gone = {
    value: deletedGroups,
    label: t('groups.conditions.deleted'),
    hint: t('groups.conditions.deleted_hint'),
  }
  return (
    <CheckList
      legend={t('groups.conditions.groups')}
      name="groups"
      options={[
        ...(hasDeleted ? [gone] : []),
        ...choices.map(({ publicId, name }) => ({ value: publicId, label: name })),
      ]}
      values={valuesOf(given, 'groups')}
      hint={t(choices.length > 0 ? 'groups.conditions.groups_hint' : 'groups.conditions.no_groups')}
      error={errors.groups}
    />
  )
}
