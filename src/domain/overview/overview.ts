import type { ListedBatch } from '../batches/listed-batch.ts'
import type { ListedBulkAction } from '../bulk-actions/list-bulk-actions.ts'
import type { DayCount } from '../time/stamp.ts'

/** What stands behind the numbers of a home: what waits for somebody, and how many came lately. */
export type Attention = {
  /** Mails that failed lately, counted up to one more than `failedCountMax`. */
  failed: number
  /** Open invitations whose latest mail came back, or was called spam. */
  bounced: AtLeast
  complained: AtLeast
  /** Waiting invitations that expire within a week. */
  endingSoon: number
  clock: 'works' | 'stopped' | 'silent'
  /** Mails left hours ago, and since then the mail service has told nothing. */
  isProviderSilent: boolean
  /** Wrong letter codes in the worst hour of the last day, where they were many; else 0. */
  wrongCodes: number
  /** Everybody who joined and was not erased, as the list of users counts them. */
  people: number
  /** On which days of the last fortnight how many joined; the last is today. Days are those of UTC. */
  joined: DayCount[]
}

/** From here on a page says "more than". */
export const failedCountMax = 50
/** Mails that failed longer ago wait for nobody any more; the list of failed mails has them. */
export const failedDays = 30

/** So many of those that were looked at; and whether there may be more. */
export type AtLeast = { count: number; isMore: boolean }

export type NewPerson = { publicId: string; name: string; createdAt: number }

/** What waits for a decision, and what happened last. Of each kind a few; of the first three one more than is shown. */
export type Latest = {
  drafts: ListedBatch[]
  paused: ListedBatch[]
  /** Bulk actions under way. */
  running: ListedBulkAction[]
  batches: ListedBatch[]
  people: NewPerson[]
}

/** How many of each kind a home shows. */
export const shownMax = 5
