import { listedStates } from '#src/domain/invitations/invitation-query.ts'
import { useView, useWords } from '../view.ts'
import type { ListProps } from './list.tsx'
import { listAddress } from './list-address.ts'

const states = [undefined, ...listedStates] as const

/** The states, each with how many there are, where that is known. */
export function StateTabs({ listed, counts }: Pick<ListProps, 'listed' | 'counts'>) {
  const t = useWords()
  return (
    <nav class="tabs" aria-label={t('invitations.list.filters')}>
      {states.map((state) => (
        <a
          href={listAddress(listed, { state, sort: sortIn(listed.sort, state) })}
          aria-current={state === listed.query.state ? 'page' : undefined}
        >
          {t(`invitations.list.${state ?? 'all'}`)}
          <Count count={counts.states[state ?? 'all']} />
        </a>
      ))}
    </nav>
  )
}

/** The order of their ends shows open ones, so it is left with them. */
function sortIn(sort: string, state: (typeof states)[number]): string | undefined {
  if (sort === 'newest') return undefined
  return sort === 'expires' && state !== 'open' && state !== 'reminded' ? undefined : sort
}

function Count({ count }: { count: number | undefined }) {
  const { words } = useView()
  if (count === undefined) return null
  return <span class="tab-count">{count.toLocaleString(words.language)}</span>
}
