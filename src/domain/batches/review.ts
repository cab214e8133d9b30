import type { BatchCounts, RowOutcome } from './batch.ts'
import type { StoredRow } from './read-heads.ts'
import type { Problem, ProblemKey } from './row.ts'

/** The lists of the review page: one per outcome, those to look at first before the others, and the new administrators. */
export const reviewTabs = ['problem', 'invite', 'add', 'renew', 'skip', 'unchanged', 'admins'] as const
export type ReviewTab = (typeof reviewTabs)[number]

/** What somebody wants to see of a draft. */
export type ReviewView = {
  show?: ReviewTab | undefined
  /** Only rows with this kind of problem. */
  problem?: ProblemKey | undefined
  /** First page = 1. */
  page?: number | undefined
  /** Searched for, in addresses of both kinds, names and row numbers. */
  typed?: string | undefined
  /** The reader's, for the names of groups. */
  language?: string
}

/** What a grant contains, by name. The admin right stands on the row itself. */
export type Promises = { groups: string[]; projects: string[] }

/** A row on the review page, with what is the person's after confirmation (for `add`: only what is new). */
export type ReviewedRow = Promises & {
  row: number
  outcome: RowOutcome
  /** Empty for a letter code. */
  address: string
  name: string
  postalAddress?: string | undefined
  locale: string
  admin: boolean
  /** This person's own message, when the sheet gives one. */
  message?: string | undefined
  problems: readonly Problem[]
}

/** Something people receive, and how many of them. */
export type Received = { name: string; count: number }

/** What the draft gives to whom, in numbers. */
export type Shares = {
  /** `name` is a language tag. Only people who get a mail count. */
  languages: Received[]
  groups: Received[]
  projects: Received[]
  batchMessageCount: number
  ownMessageCount: number
}

/** The rows that are shown: everybody, a page of one list, or what a search has found. */
export type ReviewList = {
  way: 'all' | 'tab' | 'found'
  show: ReviewTab
  problem?: ProblemKey | undefined
  typed: string
  page: number
  pageCount: number
  /** Rows of the whole list; of a search, those that are shown. */
  total: number
  /** Whether the search has found more than is shown. */
  hasMore: boolean
  rows: ReviewedRow[]
}

/** A draft as its page shows it: every option with the people it touches, and some of the rows under what will happen to them. */
export type Review = {
  list: ReviewList
  /** Kinds of problems with the number of rows that have them, the most frequent first. */
  kinds: { key: ProblemKey; count: number }[]
  /** Everyone who would become administrator; of more than `adminsNamed` the first few. */
  admins: ReviewedRow[]
  shares: Shares
}

/** Whether the draft would make a mail or a change to somebody. */
export function touchesSomebody({ invite, renew, add }: BatchCounts): boolean {
  return invite + renew + add > 0
}

/** The list to begin with: problems first, then who receives something. */
export function firstTab(counts: BatchCounts): ReviewTab {
  return reviewTabs.find((tab) => counts[tab] > 0) ?? 'invite'
}

export function toReviewed(
  { outcome, makesAdmins, row }: StoredRow,
  promises: ReadonlyMap<number, Promises>,
): ReviewedRow {
  const { address, postalAddress, locale, gains, message, firstName, lastName, problems } = row
  const promised = row.grantId === undefined ? undefined : promises.get(row.grantId)
  const isAdded = outcome === 'add'
  return {
    ...{ row: row.row, outcome, address, postalAddress, locale, message, admin: makesAdmins },
    name: [firstName, lastName].filter(Boolean).join(' '),
    groups: (isAdded ? gains?.groups : promised?.groups) ?? [],
    projects: (isAdded ? gains?.projects : promised?.projects) ?? [],
    problems: outcome === 'problem' ? (problems ?? []) : [],
  }
}
