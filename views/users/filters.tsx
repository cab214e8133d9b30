import type { UserCounts } from '#src/domain/profiles/read-user-counts.ts'
import { paths } from '#src/paths.ts'
import { OptionsUpdate, TabCount } from '../components/counts.tsx'
import { languageName } from '../components/language-name.ts'
import { LiveSearch } from '../components/live-search.tsx'
import { type Option, SelectField } from '../components/select-field.tsx'
import { useView } from '../view.ts'
import type { Words } from '../words/index.ts'
import { addressOf, type Listed, queryOf, type UserListProps } from './list.tsx'

const roles = [undefined, 'member', 'support', 'admin'] as const
const states = ['active', 'deactivated'] as const
const sorts = ['newest', 'oldest'] as const

/** What one types and chooses above the list of users, all of it in one form. */
export function UserSearch({ filter, sort, choices, counts }: UserListProps) {
  const { words } = useView()
  const { t } = words
  const groups = choices.groups.map(({ publicId, name }) => ({ value: publicId, label: name }))
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
        {groups.length > 0 && <Select name="group" options={anyOr(words, groups)} value={filter.group} />}
        <Select name="language" options={useLanguages(filter.language, counts)} value={filter.language} />
        <Select name="state" options={useStates(counts)} value={filter.state} />
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

/** The languages of the platform, the one that is asked for, and, once counted, those that somebody has. */
function useLanguages(asked: string | undefined, counts?: UserCounts): Option[] {
  const { words, languages } = useView()
  const meant = asked === undefined ? languages : [...languages, asked]
  const known = new Map(meant.map((tag) => [tag.toLowerCase(), tag]))
  const used = [...(counts?.keys() ?? [])].flatMap((fact) =>
    fact.startsWith('language:') ? [fact.slice('language:'.length).replaceAll(':', '-')] : [],
  )
  const tags = [...new Set([...used, ...known.keys()])].map((tag) => known.get(tag) ?? tag)
  const options = tags.map((value) => {
    const fact = `language:${value.toLowerCase().replaceAll('-', ':')}`
    return { value, label: counted(words, languageName(words, value), fact, counts) }
  })
  const inOrder = options.toSorted((one, other) => one.label.localeCompare(other.label, words.language))
  return anyOr(words, inOrder)
}

function useStates(counts?: UserCounts): Option[] {
  const { words } = useView()
  const options = states.map((value) => ({
    value,
    label: counted(words, words.t(`users.states.${value}`), `is:${value}`, counts),
  }))
  return anyOr(words, options)
}

function anyOr(words: Words, options: Option[]): Option[] {
  return [{ value: '', label: words.t('users.list.any') }, ...options]
}

/** A word with how many people that holds for, where it is known. */
function counted(words: Words, word: string, fact: string, counts?: UserCounts): string {
  return counts ? `${word} (${(counts.get(fact) ?? 0).toLocaleString(words.language)})` : word
}

/** The roles, each with how many people have it, where that is known: the list does not wait for it. */
export function RoleTabs({ list, counts }: { list: Listed; counts?: UserCounts | undefined }) {
  const { t } = useView().words
  const all = counts && (counts.get('is:active') ?? 0) + (counts.get('is:deactivated') ?? 0)
  return (
    <nav class="tabs" aria-label={t('users.list.filters.role')} {...(!counts && countedLater(list))}>
      {roles.map((role) => (
        <a href={addressOf(list, { role })} aria-current={role === list.filter.role ? 'page' : undefined}>
          {role ? t(`users.list.roles.${role}`) : t('users.list.all')}
          <TabCount count={role ? counts && (counts.get(`role:${role}`) ?? 0) : all} />
        </a>
      ))}
      {!counts && (
        <noscript>
          <a href={paths.admin.userCounts(queryOf(list))}>{t('users.list.count_them')}</a>
        </noscript>
      )}
    </nav>
  )
}

function countedLater(list: Listed) {
  return {
    ...{ 'hx-get': paths.admin.userCounts(queryOf(list)), 'hx-trigger': 'load', 'hx-swap': 'outerHTML' },
    ...{ 'hx-status:4xx': 'swap:none', 'hx-status:5xx': 'swap:none' },
  }
}

/** What a list learns when it stands: the numbers of its tabs, its languages and its states. */
export function UserCountsUpdate({ list, counts }: { list: Listed; counts: UserCounts }) {
  const { language, state } = list.filter
  return (
    <>
      <RoleTabs list={list} counts={counts} />
      <OptionsUpdate id="language" options={useLanguages(language, counts)} value={language} />
      <OptionsUpdate id="state" options={useStates(counts)} value={state} />
    </>
  )
}
