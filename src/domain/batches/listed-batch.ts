import { batchStates } from '#src/db/schema/batches.ts'
import type { BatchCounts, BatchSource, BatchState, PauseReason } from './batch.ts'

/** `paused`: its mails wait until somebody has looked. */
export const listedBatchStates = [...batchStates, 'paused'] as const
export type ListedBatchState = (typeof listedBatchStates)[number]

/** What the list shows; both have to be met. */
export type BatchFilter = {
  state?: ListedBatchState | undefined
  /** Public id of who drafted it. */
  who?: string | undefined
}

/** The options of a batch in short. */
export type OptionsInShort = {
  language: string
  groups: number
  projects: number
  hasMessage: boolean
  admin: boolean
  renews: boolean
  codes: boolean
}

export type ListedBatch = {
  publicId: string
  source: BatchSource
  fileName: string | null
  state: BatchState
  options: OptionsInShort
  counts: BatchCounts
  invitedCount: number
  renewedCount: number
  addedCount: number
  createdAt: number
  /** Since when its mails wait until somebody has looked. */
  pausedAt: number | null
  pauseReason: PauseReason | null
  inviterName: string
}
