import type { UserFilter } from '#src/domain/profiles/match-users.ts'
import type { UserCounts } from '#src/domain/profiles/read-user-counts.ts'
import { paths } from '#src/paths.ts'
import { OptionsUpdate, TabCount } from '../components/counts.tsx'
import { formatNumber } from '../components/format-number.ts'
import { languageName } from '../components/language-name.ts'
import { LiveSearch } from '../components/live-search.tsx'
import { type Option, SelectField } from '../components/select-field.tsx'
import { useView } from '../view.ts'
import type { Words } from '../words/index.ts'
import { type CountedBy, countAll, countIn, factOf, tellsCounts } from './counted.ts'
import { addressOf, type Listed, queryOf, type UserListProps } from './list.tsx'
import { ExactCount } from './match-count.tsx'

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
        <Select name="language" options={useLanguages(filter, counts)} value={filter.language} />
        <Select name="state" options={useStates(filter, counts)} value={filter.state} />
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
function useLanguages(filter: UserFilter, counts?: UserCounts): Option[] {
  const { words, languages } = useView()
  const meant = filter.language === undefined ? languages : [...languages, filter.language]
  const known = new Map(meant.map((tag) => [tag.toLowerCase(), tag]))
  const used = [...(counts?.keys() ?? [])].flatMap((fact) =>
    fact.startsWith('language:') ? [fact.slice('language:'.length).replaceAll(':', '-')] : [],
  )
  const tags = [...new Set([...used, ...known.keys()])].map((tag) => known.get(tag) ?? tag)
  const named = tags.map((value) => ({ value, label: languageName(words, value) }))
  const inOrder = named.toSorted((one, other) => one.label.localeCompare(other.label, words.language))
  return anyOr(words, counted(words, 'language', inOrder, filter, counts))
}

function useStates(filter: UserFilter, counts?: UserCounts): Option[] {
  const { words } = useView()
  const options = states.map((value) => ({ value, label: words.t(`users.states.${value}`) }))
  return anyOr(words, counted(words, 'state', options, filter, counts))
}

function anyOr(words: Words, options: Option[]): Option[] {
  return [{ value: '', label: words.t('users.list.any') }, ...options]
}

/** The same with how many people each finds, where that is known. */
function counted(
  words: Words,
  by: CountedBy,
  options: Option[],
  filter: UserFilter,
  counts?: UserCounts,
): Option[] {
  if (!counts || !tellsCounts(filter, by)) return options
  return options.map(({ value, label }) => {
    const count = counts.get(factOf(by, value)) ?? 0
    return { value, label: `${label} (${formatNumber(words, count)})` }
  })
}

/** The roles, each with how many people have it, where that is known: the list does not wait for it. */
export function RoleTabs({ list, counts }: { list: Listed; counts?: UserCounts | undefined }) {
  const { t } = useView().words
  const told = counts && tellsCounts(list.filter, 'role') ? counts : undefined
  return (
    <nav class="tabs" aria-label={t('users.list.filters.role')} {...(!counts && countedLater(list))}>
      {roles.map((role) => (
        <a href={addressOf(list, { role })} aria-current={role === list.filter.role ? 'page' : undefined}>
          {role ? t(`users.list.roles.${role}`) : t('users.list.all')}
          <TabCount count={told && (role ? (told.get(factOf('role', role)) ?? 0) : countAll(told))} />
        </a>
      ))}
      {!counts && tellsSome(list.filter) && (
        <noscript>
          <a href={paths.admin.userCounts(queryOf(list))}>{t('users.list.count_them')}</a>
        </noscript>
      )}
    </nav>
  )
}

function tellsSome(filter: UserFilter): boolean {
  return (['role', 'language', 'state'] as const).some((by) => tellsCounts(filter, by))
}

function countedLater(list: Listed) {
  return {
    ...{ 'hx-get': paths.admin.userCounts(queryOf(list)), 'hx-trigger': 'load', 'hx-swap': 'outerHTML' },
    ...{ 'hx-status:4xx': 'swap:none', 'hx-status:5xx': 'swap:none' },
  }
}

/** What a list learns when it stands: the languages that somebody has, and as far as they are told its numbers. */
export function UserCountsUpdate({ list, counts }: { list: Listed; counts: UserCounts }) {
  const { filter } = list
  const own = countIn(counts, filter)
  return (
    <>
      <RoleTabs list={list} counts={counts} />
      {own !== undefined && <ExactCount count={own} isUpdate />}
      <OptionsUpdate id="language" options={useLanguages(filter, counts)} value={filter.language} />
      <OptionsUpdate id="state" options={useStates(filter, counts)} value={filter.state} />
    </>
  )
}
