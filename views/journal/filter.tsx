import type { JournalChoices } from '#src/domain/events/read-journal-choices.ts'
import { paths } from '#src/paths.ts'
import { Button } from '../components/button.tsx'
import { Field } from '../components/field.tsx'
import { isolated } from '../components/isolated.ts'
import { type Option, SelectField } from '../components/select-field.tsx'
import { useView, useWords } from '../view.ts'
import { actionWords, knownActions, subjectWords } from './event-words.ts'
import type { JournalFields } from './journal.tsx'
import { SubjectLink } from './subject.tsx'

type FilterProps = { query: JournalFields; choices: JournalChoices }

/** A plain form whose fields are those of the address. */
export function JournalFilter({ query, choices }: FilterProps) {
  const t = useWords()
  const isFiltered = Object.values(query).some((value) => value !== undefined)
  return (
    <search>
      <form class="filters" method="get" action={paths.admin.journal()}>
        <Person query={query} choices={choices} />
        <Action query={query} />
        {(['from', 'until'] as const).map((name) => (
          <Field name={name} label={t(`journal.filter.${name}`)}>
            {(described) => <input {...described} type="date" name={name} value={query[name]} />}
          </Field>
        ))}
        {query.subject && <input type="hidden" name="subject" value={query.subject} />}
        <Button kind="quiet">{t('journal.filter.submit')}</Button>
        {isFiltered && <a href={paths.admin.journal()}>{t('journal.none.clear')}</a>}
      </form>
      <Narrowed query={query} choices={choices} />
    </search>
  )
}

function Person({ query, choices }: FilterProps) {
  const t = useWords()
  const people = choices.people.map(({ publicId, name }) => ({ value: publicId, label: name }))
  const options = [everything(t('journal.filter.anybody')), ...people]
  const nobody = { value: 'nobody', label: t('journal.nobody') }
  return (
    <SelectField
      name="person"
      label={t('journal.who')}
      options={withChosen([...options, nobody], query.person)}
      value={query.person ?? ''}
    />
  )
}

function Action({ query }: { query: JournalFields }) {
  const { words } = useView()
  const { t, language } = words
  const { compare } = new Intl.Collator(language)
  const named = knownActions.map((value) => ({ value, label: actionWords(words, value) }))
  const sorted = named.toSorted((a, b) => compare(a.label, b.label))
  return (
    <SelectField
      name="action"
      label={t('journal.what')}
      options={withChosen([everything(t('journal.filter.anything')), ...sorted], query.action)}
      value={query.action ?? ''}
    />
  )
}

function everything(label: string): Option {
  return { value: '', label }
}

/** What is chosen stays chosen, even if only an address knows it. */
function withChosen(options: Option[], chosen: string | undefined): Option[] {
  if (chosen === undefined || options.some(({ value }) => value === chosen)) return options
  return [...options, { value: chosen, label: chosen }]
}

/** Of which thing and which person this is the journal, with the ways to them. */
function Narrowed({ query, choices }: FilterProps) {
  const { words } = useView()
  const { person, subject, ...others } = query
  const chosen = choices.people.find(({ publicId }) => publicId === person)
  return (
    <>
      {chosen && (
        <p>
          {`${words.t('journal.only_by')} `}
          <a href={paths.admin.user(chosen.publicId)}>{isolated(chosen.name)}</a>
        </p>
      )}
      {subject && (
        <div class="actions">
          <p>
            {`${words.t('journal.only_about')} `}
            <SubjectLink
              type={choices.subject?.type ?? ''}
              id={subject}
              name={choices.subject && (choices.subject.name || subjectWords(words, choices.subject.type))}
            />
          </p>
          <p class="filter-chips">
            <a href={paths.admin.journal({ person, ...others })}>
              {words.t('journal.about_all')}
              <span aria-hidden="true">×</span>
            </a>
          </p>
        </div>
      )}
    </>
  )
}
