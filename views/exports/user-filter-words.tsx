import type { UserFilter } from '#src/domain/profiles/match-users.ts'
import { inLanguage } from '../invitations/filter-words.tsx'
import { useView } from '../view.ts'

/** Whom a list of users shows, as one line; `group` is what the group of the filter is called, where it still exists. */
export function UserFilterWords({ filter, group }: { filter: UserFilter; group: string | undefined }) {
  const { words } = useView()
  const { t } = words
  const { role, state, language, typed } = filter
  const parts = [
    role && t(`users.list.roles.${role}`),
    state && t(`users.states.${state}`),
    language && inLanguage(words, language),
    filter.group &&
      (group === undefined
        ? t('invitations.filter.group_unknown')
        : t('invitations.filter.group', { name: group })),
    typed && t('exports.typed', { typed }),
  ].filter(Boolean)
  return <>{parts.length > 0 ? parts.join(' · ') : t('exports.everyone')}</>
}
