import { stalledMs } from './find-stalled-batches.ts'
import type { Batch } from './read-batch.ts'

/** How far a confirmed batch is, from its own columns: the same after a reload and in a second window. */
export type Progress = {
  /** Rows that something is to become of: all but problems and blank ones. */
  total: number
  handled: number
  /** People per second since the confirmation; null before the first slice. */
  rate: number | null
  /** At that rate, counted from `now`. */
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
  const [from, to] = [batch.confirmedAt ?? 0, batch.advancedAt ?? 0]
  const isStalled = now - to >= stalledMs
  if (handled === 0 || to <= from) return { total, handled, rate: null, secondsLeft: null, isStalled }
  const rate = (handled * 1000) / (to - from)
  const sinceThen = Math.max(0, now - to) / 1000
  const secondsLeft = Math.max(0, (total - handled) / rate - sinceThen)
  return { total, handled, rate, secondsLeft, isStalled }
}

function handledRows(batch: Omit<Counted, 'counts' | 'confirmedAt' | 'advancedAt'>): number {
  const { invitedCount, addedCount, renewedCount, unchangedCount, skippedCount } = batch
  return invitedCount + addedCount + renewedCount + unchangedCount + skippedCount
}
