import { paths } from '#src/paths.ts'
import { languageName } from '../components/language-name.ts'
import { LiveSearch } from '../components/live-search.tsx'
import { type Option, SelectField } from '../components/select-field.tsx'
import { useView } from '../view.ts'
import { addressOf, type UserListProps } from './list.tsx'

type Counts = ReadonlyMap<string, number>

const roles = [undefined, 'member', 'support', 'admin'] as const
const states = ['active', 'deactivated'] as const
const sorts = ['newest', 'oldest'] as const

/** What one types and chooses above the list of users, all of it in one form. */
export function UserSearch({ filter, sort, choices }: UserListProps) {
  const { t } = useView().words
  const anyOne = { value: '', label: t('users.list.any') }
  const groups = choices.groups.map(({ publicId, name }) => ({ value: publicId, label: name }))
  const languages = useLanguages(choices.counts, filter.language)
  const sortOptions = sorts.map((value) => ({ value, label: t(`users.list.sorts.${value}`) }))
  return (
    <div class="user-filters">
      <LiveSearch
        action={paths.admin.users()}
        list="user-list"
        label={t('users.list.search')}
        button={t('users.list.search_button')}
        typed={filter.typed ?? ''}
        kept={{ role: filter.role }}
      >
        {groups.length > 0 && <Select name="group" options={[anyOne, ...groups]} value={filter.group} />}
        <Select name="language" options={[anyOne, ...languages]} value={filter.language} />
        <Select name="state" options={[anyOne, ...useStates(choices.counts)]} value={filter.state} />
        <Select name="sort" options={sortOptions} value={sort} />
      </LiveSearch>
    </div>
  )
}

type SelectProps = {
  name: 'group' | 'language' | 'state' | 'sort'
  options: Option[]
  value: string | undefined
}

function Select({ name, ...field }: SelectProps) {
  const { t } = useView().words
  return <SelectField name={name} label={t(`users.list.filters.${name}`)} {...field} />
}

/** The languages that somebody has, those of the platform, and the one that is asked for. */
function useLanguages(counts: Counts, asked: string | undefined): Option[] {
  const { words, languages } = useView()
  const inFigures = useFigures()
  const meant = asked === undefined ? languages : [...languages, asked]
  const known = new Map(meant.map((tag) => [tag.toLowerCase(), tag]))
  const used = [...counts.keys()].flatMap((fact) =>
    fact.startsWith('language:') ? [fact.slice('language:'.length).replaceAll(':', '-')] : [],
  )
  const tags = [...new Set([...used, ...known.keys()])].map((tag) => known.get(tag) ?? tag)
  const options = tags.map((value) => {
    const count = counts.get(`language:${value.toLowerCase().replaceAll('-', ':')}`)
    return { value, label: `${languageName(words, value)} (${inFigures(count)})` }
  })
  return options.toSorted((one, other) => one.label.localeCompare(other.label, words.language))
}

function useStates(counts: Counts): Option[] {
  const { t } = useView().words
  const inFigures = useFigures()
  return states.map((value) => ({
    value,
    label: `${t(`users.states.${value}`)} (${inFigures(counts.get(`is:${value}`))})`,
  }))
}

/** The roles, each with how many people have it. */
export function RoleTabs(list: UserListProps) {
  const { t } = useView().words
  const { counts } = list.choices
  const inFigures = useFigures()
  const all = (counts.get('is:active') ?? 0) + (counts.get('is:deactivated') ?? 0)
  return (
    <nav class="tabs" aria-label={t('users.list.filters.role')}>
      {roles.map((role) => (
        <a href={addressOf(list, { role })} aria-current={role === list.filter.role ? 'page' : undefined}>
          {role ? t(`users.list.roles.${role}`) : t('users.list.all')}
          <span class="tab-count">{inFigures(role ? counts.get(`role:${role}`) : all)}</span>
        </a>
      ))}
    </nav>
  )
}

/** Numbers as the reader writes them. */
function useFigures(): (count: number | undefined) => string {
  const { language } = useView().words
  return (count = 0) => count.toLocaleString(language)
}
