import { type InvitationCounts, listedStates } from '#src/domain/invitations/invitation-query.ts'
import { TabCount } from '../components/counts.tsx'
import { useWords } from '../view.ts'
import { countsAddress, type Listed, listAddress } from './list-address.ts'

const states = [undefined, ...listedStates] as const

/** The states, each with how many there are, where that is known: the list does not wait for it. */
export function StateTabs({ listed, counts }: { listed: Listed; counts?: InvitationCounts }) {
  const t = useWords()
  return (
    <nav class="tabs" aria-label={t('invitations.list.filters')} {...(!counts && countedLater(listed))}>
      {states.map((state) => (
        <a
          href={listAddress(listed, { state, sort: sortIn(listed.sort, state) })}
          aria-current={state === listed.query.state ? 'page' : undefined}
        >
          {t(`invitations.list.${state ?? 'all'}`)}
          <TabCount count={counts?.states[state ?? 'all']} />
        </a>
      ))}
    </nav>
  )
}

function countedLater(listed: Listed) {
  const address = countsAddress(listed)
  return (
    address && {
      ...{ 'hx-get': address, 'hx-trigger': 'load', 'hx-swap': 'outerHTML' },
      ...{ 'hx-status:4xx': 'swap:none', 'hx-status:5xx': 'swap:none' },
    }
  )
}

/** The order of their ends shows open ones, so it is left with them. */
function sortIn(sort: string, state: (typeof states)[number]): string | undefined {
  if (sort === 'newest') return undefined
  return sort === 'expires' && state !== 'open' && state !== 'reminded' ? undefined : sort
}
