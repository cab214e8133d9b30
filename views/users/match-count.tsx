import { useWords } from '../view.ts'
import { countIn } from './counted.ts'
import type { UserListProps } from './list.tsx'

/** How many match, as far as the page knows: all of a single page, else that there are more than it shows. */
export function MatchCount({ rows, next, previous, isCut, filter, counts }: UserListProps) {
  const t = useWords()
  const isAll = !next && !previous
  const known = isAll ? rows.length : counts && countIn(counts, filter)
  if (known !== undefined) return <ExactCount count={known} />
  return (
    <p class="match-count" id="match-count">
      {next && !previous && !isCut && t('users.list.match_more', { count: rows.length })}
    </p>
  )
}

type ExactProps = { count: number; isUpdate?: boolean }

/** `isUpdate`: takes the place of what the list has shown until now. */
export function ExactCount({ count, isUpdate = false }: ExactProps) {
  const t = useWords()
  return (
    <p
      class="match-count"
      id="match-count"
      data-matching={count}
      {...(isUpdate && { 'hx-swap-oob': 'true' })}
    >
      {t('users.list.match', { count })}
    </p>
  )
}
