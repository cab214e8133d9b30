import type { BulkAction } from './bulk-action.ts'
import { stalledMs } from './find-stalled-bulk-actions.ts'

/** How far a confirmed action is, from its own columns and the clock: the same after a reload and in a second window. */
export type BulkProgress = { total: number; handled: number; skipped: number; isStalled: boolean }

export function bulkProgressOf(action: BulkAction, now: number): BulkProgress {
  const { total, doneCount, advancedAt } = action
  const handled = handledIn(action)
  return { total, handled, skipped: handled - doneCount, isStalled: now - (advancedAt ?? 0) >= stalledMs }
}

/** How many have been worked through: done, or left out. */
export function handledIn({ doneCount, skipped }: Pick<BulkAction, 'doneCount' | 'skipped'>): number {
  return Object.values(skipped).reduce((sum, count) => sum + count, doneCount)
}
