import { stalledMs } from './find-stalled-batches.ts'
import type { Batch } from './read-batch.ts'

/** How far a confirmed batch is, from its own columns and the clock: the same after a reload and in a second window. */
export type Progress = {
  /** Rows that something is to become of: all but problems and blank ones. */
  total: number
  handled: number
  /** People per second from the confirmation until now; null before the first slice. */
  rate: number | null
  /** At that rate. */
  secondsLeft: number | null
  /** Nothing has moved it on for so long that the clock takes it up again. */
  isStalled: boolean
}

type Counted = Pick<
  Batch,
  | 'counts'
  | 'invitedCount'
  | 'addedCount'
  | 'renewedCount'
  | 'unchangedCount'
  | 'skippedCount'
  | 'confirmedAt'
  | 'advancedAt'
>

export function progressOf(batch: Counted, now: number): Progress {
  const { invite, add, renew, unchanged, skip } = batch.counts
  const total = invite + add + renew + unchanged + skip
  const handled = handledRows(batch)
  const isStalled = now - (batch.advancedAt ?? 0) >= stalledMs
  const seconds = (now - (batch.confirmedAt ?? 0)) / 1000
  if (handled === 0 || seconds <= 0) return { total, handled, rate: null, secondsLeft: null, isStalled }
  const rate = handled / seconds
  return { total, handled, rate, secondsLeft: (total - handled) / rate, isStalled }
}

/**
 * Whether every row came out as the review said: no change is ever made up for by another, since changed rows only leave what was
 * to be invited or renewed, and only arrive at what stays as it is.
 */
export function cameOutAsReviewed(batch: Counted & Pick<Batch, 'options'>): boolean {
  const { counts, options } = batch
  return (
    options.deletedGroups === undefined &&
    batch.invitedCount === counts.invite &&
    batch.renewedCount === counts.renew &&
    batch.addedCount === counts.add &&
    batch.unchangedCount === counts.unchanged &&
    batch.skippedCount === counts.skip
  )
}

function handledRows(batch: Omit<Counted, 'counts' | 'confirmedAt' | 'advancedAt'>): number {
  const { invitedCount, addedCount, renewedCount, unchangedCount, skippedCount } = batch
  return invitedCount + addedCount + renewedCount + unchangedCount + skippedCount
}
