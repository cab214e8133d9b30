import { paths } from '#src/paths.ts'
import { languageName } from '../components/language-name.ts'
import { LiveSearch } from '../components/live-search.tsx'
import { type Option, SelectField } from '../components/select-field.tsx'
import { useView } from '../view.ts'
import { addressOf, type UserListProps } from './list.tsx'

const roles = [undefined, 'member', 'support', 'admin'] as const
const states = ['active', 'deactivated'] as const
const sorts = ['newest', 'oldest'] as const

/** What one types and chooses above the list of users, all of it in one form. */
export function UserSearch({ filter, sort, choices }: UserListProps) {
  const { t } = useView().words
  const anyOne = { value: '', label: t('users.list.any') }
  const groups = choices.groups.map(({ publicId, name }) => ({ value: publicId, label: name }))
  const stateOptions = states.map((value) => ({
    value,
    label: counted(t(`users.states.${value}`), choices.counts.get(`is:${value}`) ?? 0),
  }))
  return (
    <LiveSearch
      action={paths.admin.users()}
      list="user-list"
      label={t('users.list.search')}
      button={t('users.list.search_button')}
      typed={filter.typed ?? ''}
      kept={{ role: filter.role }}
    >
      {groups.length > 0 && <Select name="group" options={[anyOne, ...groups]} value={filter.group} />}
      <Select name="language" options={[anyOne, ...useLanguages(choices.counts)]} value={filter.language} />
      <Select name="state" options={[anyOne, ...stateOptions]} value={filter.state} />
      <Select
        name="sort"
        options={sorts.map((value) => ({ value, label: t(`users.list.sorts.${value}`) }))}
        value={sort}
      />
    </LiveSearch>
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

/** The languages that somebody has, and those of the platform. */
function useLanguages(counts: ReadonlyMap<string, number>): Option[] {
  const { words, languages } = useView()
  const known = new Map(languages.map((tag) => [tag.toLowerCase(), tag]))
  const used = [...counts.keys()].flatMap((fact) =>
    fact.startsWith('language:') ? [fact.slice('language:'.length).replaceAll(':', '-')] : [],
  )
  const tags = [...new Set([...used, ...known.keys()])].map((tag) => known.get(tag) ?? tag)
  const options = tags.map((value) => {
    const count = counts.get(`language:${value.toLowerCase().replaceAll('-', ':')}`) ?? 0
    return { value, label: counted(languageName(words, value), count) }
  })
  return options.toSorted((one, other) => one.label.localeCompare(other.label, words.language))
}

/** The roles, each with how many people have it. */
export function RoleTabs(list: UserListProps) {
  const { t } = useView().words
  const { counts } = list.choices
  return (
    <nav class="tabs" aria-label={t('users.list.filters.role')}>
      {roles.map((role) => (
        <a href={addressOf(list, { role })} aria-current={role === list.filter.role ? 'page' : undefined}>
          {role
            ? counted(t(`users.list.roles.${role}`), counts.get(`role:${role}`) ?? 0)
            : t('users.list.all')}
        </a>
      ))}
    </nav>
  )
}

function counted(label: string, count: number): string {
  return `${label} (${count})`
}
