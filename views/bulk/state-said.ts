import type { BulkAction } from '#src/domain/bulk-actions/bulk-action.ts'
import type { Words } from '../words/index.ts'

/** The state of a bulk action in a word; of a draft that was thrown away, that nothing came of it. */
export function bulkStateSaid(
  t: Words['t'],
  { state, confirmedAt }: Pick<BulkAction, 'state' | 'confirmedAt'>,
): string {
  const isThrownAway = state === 'cancelled' && confirmedAt === null
  return isThrownAway ? t('bulk.result.not_begun') : t(`bulk.states.${state}`)
}
