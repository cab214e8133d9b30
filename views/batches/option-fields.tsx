import { messageMax } from '#src/domain/batches/batch.ts'
import { CheckField } from '../components/check-field.tsx'
import { CheckList, RadioList } from '../components/choice-list.tsx'
import type { FieldErrors } from '../components/field.tsx'
import { languageName } from '../components/language-name.ts'
import { SelectField } from '../components/select-field.tsx'
import { TextArea } from '../components/text-area.tsx'
import { useView, useWords } from '../view.ts'

/** A group or project to choose. */
export type Place = { publicId: string; name: string }

/** What was typed before an error, by field. */
export type Given = Readonly<Record<string, string | readonly string[]>>

type OptionFieldsProps = {
  way: 'addresses' | 'workbook'
  groups: readonly Place[]
  projects: readonly Place[]
  given: Given
  errors: FieldErrors
}

/** What holds for the whole batch (M3). */
export function OptionFields({ way, groups, projects, given, errors }: OptionFieldsProps) {
  const { words, languages } = useView()
  const { t } = words
  return (
    <section class="options" aria-labelledby="options">
      <h2 id="options">{t('batches.new.options')}</h2>
      {way === 'workbook' && <p class="hint">{t('batches.new.options_workbook')}</p>}
      <SelectField
        name="language"
        label={t('batches.new.language')}
        options={languages.map((tag) => ({ value: tag, label: languageName(words, tag) }))}
        value={String(given.language ?? words.language)}
        error={errors.language}
      />
      <Places name="groups" places={groups} given={given} errors={errors} />
      <Places name="projects" places={projects} given={given} errors={errors} />
      <CheckField
        name="admin"
        label={t('batches.new.admin')}
        hint={t('batches.new.admin_hint')}
        checked={given.admin !== undefined}
      />
      <TextArea
        name="message"
        label={t('batches.new.message')}
        hint={t('batches.new.message_hint', { max: messageMax })}
        error={errors.message}
        value={String(given.message ?? '')}
        maxlength={messageMax}
      />
      <Existing given={given} errors={errors} />
      {way === 'workbook' && (
        <CheckField
          name="codes"
          label={t('batches.new.codes')}
          hint={t('batches.new.codes_hint')}
          checked={given.codes !== undefined}
        />
      )}
    </section>
  )
}

type PlacesProps = {
  name: 'groups' | 'projects'
  places: readonly Place[]
  given: Given
  errors: FieldErrors
}

function Places({ name, places, given, errors }: PlacesProps) {
  const t = useWords()
  return (
    <CheckList
      legend={t(`batches.new.${name}`)}
      name={name}
      options={places.map(({ publicId, name }) => ({ value: publicId, label: name }))}
      values={[given[name] ?? []].flat()}
      hint={t(places.length > 0 ? `batches.new.${name}_hint` : `batches.new.no_${name}`)}
      error={errors[name]}
    />
  )
}

function Existing({ given, errors }: { given: Given; errors: FieldErrors }) {
  const t = useWords()
  return (
    <RadioList
      legend={t('batches.new.existing')}
      name="existing"
      options={(['leave', 'renew'] as const).map((choice) => ({
        value: choice,
        label: t(`batches.new.existing_choice.${choice}`),
        hint: t(`batches.new.existing_choice.${choice}_hint`),
      }))}
      value={given.existing === 'renew' ? 'renew' : 'leave'}
      error={errors.existing}
    />
  )
}
