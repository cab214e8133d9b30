import { nameMax } from '#src/domain/groups/group.ts'
import type { Group } from '#src/domain/groups/read-group.ts'
import { paths } from '#src/paths.ts'
import { Button } from '../components/button.tsx'
import { type FieldErrors, TextField } from '../components/field.tsx'
import { languageName } from '../components/language-name.ts'
import { useView } from '../view.ts'

type NamesFormProps = {
  group: Group
  otherLanguages: readonly string[]
  given?: Record<string, string | string[]> | undefined
  errors?: FieldErrors | undefined
}

/** The name, and the name in each other language of the platform. */
export function NamesForm({ group, otherLanguages, given, errors }: NamesFormProps) {
  const { words } = useView()
  const { t } = words
  const fields = otherLanguages.map((tag) => ({
    name: `name_${tag}`,
    label: t('groups.group.name_in', { language: languageName(words, tag) }),
    value: group.names[tag] ?? '',
  }))
  return (
    <form class="card" method="post" action={paths.admin.group(group.publicId)}>
      <h2>{t('groups.group.names')}</h2>
      <TextField
        name="name"
        label={t('groups.group.name')}
        value={String(given?.name ?? group.name)}
        hint={fields.length > 0 ? t('groups.group.name_hint') : undefined}
        error={errors?.name}
        maxlength={nameMax}
        required
        autocomplete="off"
      />
      {fields.map(({ name, label, value }) => (
        <TextField
          name={name}
          label={label}
          value={String(given?.[name] ?? value)}
          error={errors?.[name]}
          maxlength={nameMax}
          autocomplete="off"
        />
      ))}
      <Button kind="quiet">{t('groups.group.save_name')}</Button>
    </form>
  )
}
