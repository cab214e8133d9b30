import { mayInvite } from '#src/domain/batches/may.ts'
import type { FilterChoices } from '#src/domain/invitations/read-filter-choices.ts'
import type { FilterNames, NamedBatch } from '#src/domain/invitations/read-filter-names.ts'
import { paths } from '#src/paths.ts'
import { madeFromAmid } from '../batches/made-from.ts'
import { CheckField } from '../components/check-field.tsx'
import { Field, type FieldProps } from '../components/field.tsx'
import { languageName } from '../components/language-name.ts'
import { formatMoment } from '../components/moment.tsx'
import { type Option, SelectField } from '../components/select-field.tsx'
import { useView } from '../view.ts'
import type { Listed } from './list-address.ts'

type MoreFieldsProps = {
  listed: Listed
  choices: FilterChoices
  names: FilterNames
  /** Whether they have just been asked for: then one stands at the first of them. */
  isFirst?: boolean
}

export function MoreFields({ listed: { query }, choices, names, isFirst }: MoreFieldsProps) {
  const { words, languages } = useView()
  const { t } = words
  const groups = choices.groups.map(toOption)
  const inviters = choices.inviters.map(toOption)
  const tags = [...new Set([...languages, ...(query.language ? [query.language] : [])])]
  return (
    <>
      <Select
        name="group"
        label={t('invitations.list.group')}
        options={withChosen(groups, query.group, names.group)}
        value={query.group}
        isFirst={isFirst}
      />
      <Select
        name="inviter"
        label={t('invitations.list.inviter')}
        options={withChosen(inviters, query.inviter, names.inviter)}
        value={query.inviter}
      />
      <BatchField value={query.batch} choices={choices} chosen={names.batch} />
      <Select
        name="language"
        label={t('invitations.list.language')}
        options={tags.map((value) => ({ value, label: nameOf(value) }))}
        value={query.language}
      />
      <DayField name="from" value={query.from} />
      <DayField name="until" value={query.until} />
      <CheckField
        name="ends"
        value="soon"
        label={t('invitations.list.ends')}
        checked={query.ends === 'soon'}
      />
    </>
  )

  function nameOf(tag: string): string {
    return languages.includes(tag) ? languageName(words, tag) : tag
  }
}

type SelectProps = {
  name: string
  label: string
  hint?: FieldProps['hint']
  options: Option[]
  value: string | undefined
  isFirst?: boolean | undefined
}

function Select({ options, isFirst, ...field }: SelectProps) {
  const { t } = useView().words
  const attributes = isFirst ? { autofocus: true } : {}
  const any = { value: '', label: t('invitations.list.any') }
  return <SelectField {...field} options={[any, ...options]} attributes={attributes} />
}

type BatchProps = {
  value: string | undefined
  choices: FilterChoices
  chosen: FilterNames['batch']
}

function BatchField({ value, choices: { batches, hasOlderBatches }, chosen }: BatchProps) {
  const { words, timeZone } = useView()
  const options = batches.map((batch) => ({ value: batch.publicId, label: nameOf(batch) }))
  return (
    <Select
      name="batch"
      label={words.t('invitations.list.batch')}
      hint={hasOlderBatches && <OlderBatches shown={batches.length} />}
      options={withChosen(options, value, chosen && nameOf(chosen))}
      value={value}
    />
  )

  function nameOf(batch: NamedBatch): string {
    const when = formatMoment(words, timeZone, batch.createdAt, 'date_time')
    return [when, madeFromAmid(words, batch), batch.inviter.trim()].filter(Boolean).join(', ')
  }
}

/** That these are not all, and for those who see batches the way to the others. */
function OlderBatches({ shown }: { shown: number }) {
  const { words, actor } = useView()
  const { t } = words
  const newest = t('invitations.list.batch_newest', { shown })
  if (!actor || !mayInvite(actor)) return <>{newest}</>
  return (
    <>
      {`${newest} ${t('invitations.list.batch_older')} `}
      <a href={paths.admin.batches()}>{t('batches.batch.all')}</a>
    </>
  )
}

function DayField({ name, value }: { name: 'from' | 'until'; value: string | undefined }) {
  const { t } = useView().words
  return (
    <Field name={name} label={t(`invitations.list.${name}`)}>
      {(described) => <input {...described} type="date" name={name} value={value} />}
    </Field>
  )
}

function toOption({ publicId, name }: { publicId: string; name: string }): Option {
  return { value: publicId, label: name }
}

/** What is chosen stays choosable, even where the choices do not hold it. */
function withChosen(options: Option[], value: string | undefined, name: string | null | undefined): Option[] {
  if (!value || options.some((option) => option.value === value)) return options
  return [...options, { value, label: name ?? '—' }]
}
