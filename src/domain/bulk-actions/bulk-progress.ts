import type { BulkAction } from './bulk-action.ts'
import { stalledMs } from './find-stalled-bulk-actions.ts'

/** How far a confirmed action is, from its own columns and the clock: the same after a reload and in a second window. */
export type BulkProgress = { total: number; handled: number; skipped: number; isStalled: boolean }

export function bulkProgressOf(
  { total, doneCount, skipped: reasons, advancedAt }: BulkAction,
  now: number,
): BulkProgress {
  const skipped = Object.values(reasons).reduce((sum, count) => sum + count, 0)
  return { total, handled: doneCount + skipped, skipped, isStalled: now - (advancedAt ?? 0) >= stalledMs }
}
