import type { BulkAction } from '#src/domain/bulk-actions/bulk-action.ts'
import type { FilterNames } from '#src/domain/invitations/read-filter-names.ts'
import { filterLine } from '../invitations/filter-words.tsx'
import { useView } from '../view.ts'

/** How many were chosen, and how: the filter in words. */
export function Chosen({ action: { filter, total }, names }: { action: BulkAction; names: FilterNames }) {
  const { words, timeZone } = useView()
  if (!filter) return <>{words.t('bulk.chosen.ticked', { count: total })}</>
  const line = filterLine(words, timeZone, { query: filter, names })
  return <>{words.t('bulk.chosen.filtered', { count: total, filter: line })}</>
}
