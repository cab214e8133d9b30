import { messageMax } from '#src/domain/batches/batch.ts'
import { codeDaysDefault, codeDaysMax } from '#src/domain/codes/limits.ts'
import { CheckField } from '../components/check-field.tsx'
import { CheckList, RadioList } from '../components/choice-list.tsx'
import { type FieldErrors, TextField } from '../components/field.tsx'
import { languageName } from '../components/language-name.ts'
import { SelectField } from '../components/select-field.tsx'
import { TextArea } from '../components/text-area.tsx'
import { useView, useWords } from '../view.ts'

/** A group or project to choose. */
export type Place = { publicId: string; name: string }

/** What was typed before an error, by field. */
export type Given = Readonly<Record<string, string | readonly string[]>>

type OptionFieldsProps = {
  way: 'addresses' | 'workbook' | 'codes'
  groups: readonly Place[]
  projects: readonly Place[]
  given: Given
  errors: FieldErrors
}

/** What holds for the whole batch (M3). */
export function OptionFields({ way, groups, projects, given, errors }: OptionFieldsProps) {
  const { words, languages } = useView()
  const { t } = words
  const isOnPaper = way === 'codes'
  const area = isOnPaper ? 'codes' : 'new'
  return (
    <section class="options" aria-labelledby="options">
      <h2 id="options">{t(`batches.${area}.options`)}</h2>
      {way === 'workbook' && <p class="hint">{t('batches.new.options_workbook')}</p>}
      <SelectField
        name="language"
        label={t(`batches.${area}.language`)}
        options={languages.map((tag) => ({ value: tag, label: languageName(words, tag) }))}
        value={String(given.language ?? words.language)}
        error={errors.language}
      />
      {isOnPaper && <Days given={given} errors={errors} />}
      <Places
        name="groups"
        places={groups}
        given={given}
        errors={errors}
        hint={t(isOnPaper ? 'batches.codes.form.groups_hint' : 'batches.new.groups_hint')}
      />
      {!isOnPaper && <Rights projects={projects} given={given} errors={errors} />}
      <TextArea
        name="message"
        label={t('batches.new.message')}
        hint={t(`batches.${area}.message_hint`, { max: messageMax })}
        error={errors.message}
        value={String(given.message ?? '')}
        maxlength={messageMax}
      />
      {!isOnPaper && <Existing given={given} errors={errors} />}
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

type FilledProps = Pick<OptionFieldsProps, 'given' | 'errors'>

/** How long codes on paper are open. */
function Days({ given, errors }: FilledProps) {
  const t = useWords()
  return (
    <TextField
      name="days"
      label={t('batches.codes.form.days')}
      hint={t('batches.codes.form.days_hint', { max: codeDaysMax })}
      error={errors.days}
      value={String(given.days ?? codeDaysDefault)}
      autocomplete="off"
      attributes={{ inputmode: 'numeric', class: 'short-number' }}
    />
  )
}

function Rights({ projects, given, errors }: FilledProps & Pick<OptionFieldsProps, 'projects'>) {
  const t = useWords()
  return (
    <>
      <Places
        name="projects"
        places={projects}
        given={given}
        errors={errors}
        hint={t('batches.new.projects_hint')}
      />
      <CheckField
        name="admin"
        label={t('batches.new.admin')}
        hint={t('batches.new.admin_hint')}
        checked={given.admin !== undefined}
      />
    </>
  )
}

type PlacesProps = {
  name: 'groups' | 'projects'
  places: readonly Place[]
  given: Given
  errors: FieldErrors
  hint: string
}

function Places({ name, places, given, errors, hint }: PlacesProps) {
  const t = useWords()
  return (
    <CheckList
      legend={t(`batches.new.${name}`)}
      name={name}
      options={places.map(({ publicId, name }) => ({ value: publicId, label: name }))}
      values={[given[name] ?? []].flat()}
      hint={places.length > 0 ? hint : t(`batches.new.no_${name}`)}
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
