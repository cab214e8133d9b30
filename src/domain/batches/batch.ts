import {
  type batchSources,
  type batchStates,
  type changeReasons,
  type pauseReasons,
  type rowChoices,
  rowOutcomes,
} from '#src/db/schema/batches.ts'
import { codesPerBatchMax } from '../codes/limits.ts'
import type { Column } from './row.ts'

export { rowOutcomes }

export type BatchSource = (typeof batchSources)[number]
export type BatchState = (typeof batchStates)[number]
/** Why the mails of a batch wait. */
export type PauseReason = (typeof pauseReasons)[number]

/** Most rows one batch reads. */
export const rowsMax = 100_000
/** The same of each source. */
export function rowsMaxOf(source: BatchSource): number {
  return source === 'codes' ? codesPerBatchMax : rowsMax
}
/** Largest file, in bytes. */
export const fileBytesMax = 10 * 1024 * 1024
/** Longest personal message, in characters. */
export const messageMax = 2000
/** Most rows of a stored chunk. */
export const chunkRows = 1000
/** How many rows are checked together: one look-up in the database for all of them. */
export const groupRows = 10_000
/** Most chunks that one slice carries out. */
export const sliceChunks = 5

/** The options chosen in the panel for the whole batch; a value in the sheet wins over them, row by row (M8). */
export type BatchOptions = {
  admin: boolean
  /** Internal ids of projects to manage and groups to join. */
  projects: number[]
  groups: number[]
  language: string
  message: string
  /** What happens to people already invited (M11). */
  existing: 'leave' | 'renew'
  /** Whether rows without an address get a letter code each, instead of being a problem; always of codes for letters. */
  codes: boolean
  /** For how many days its letter codes are open, where that is not what the settings say. */
  expiryDays?: number
  /** What was read besides the people; sheets only. */
  sheet?: SheetFacts
  /** Groups that were deleted between the review and the last slice, by their ids: name as it was then. */
  deletedGroups?: Record<string, string>
}

/** What the review tells of a file, and what problems are written back with. */
export type SheetFacts = {
  /** Empty for formats without sheets. */
  sheetName: string
  /** The row of the headers (first row = 1); 0 where there are none. */
  headerRow: number
  /** The recognised columns in the order of the sheet: the header as written and the letter, such as `A`. */
  columns: { column: Column; header: string; letter: string }[]
  /** Columns that mean nothing to us, in the order of the sheet, with the known name that is nearest, if one is near. */
  ignored: { header: string; letter: string; nearest?: Column }[]
  /** Rows that are hidden or filtered out: they are not read. */
  hiddenRows: number
  /** Names of hidden sheets, which are not read either. */
  hiddenSheets: string[]
  /** Other visible sheets, which were not read because an earlier one has the addresses. */
  otherSheets: string[]
  /** Merged cells below the header: their value counts for the first row only. */
  mergedCells: number
  /** A text file that is no UTF-8 and was read as Windows-1252. */
  isGuessedEncoding: boolean
}

/** What will happen to a row, decided at review and carried out at confirmation. */
export type RowOutcome = (typeof rowOutcomes)[number]
/** A choice made at review for the rows it touches. */
export type RowChoice = (typeof rowChoices)[number]
export type ChangeReason = (typeof changeReasons)[number]

/** How many rows have each outcome. With the blank rows between them, which are skipped, they add up to the rows read. */
export type BatchCounts = Record<RowOutcome, number> & {
  blank: number
  /** People who would become administrators: invited, renewed or registered ones. */
  admins: number
  /** Rows that each choice moves, whichever way it stands. */
  existing: number
  codes: number
}

/** What the rows of a chunk receive. */
export type ChunkTally = {
  /** Rows per promise, by the grant's id. Of registered people only what is new to them counts: `groups` and `projects`. */
  grants: Record<string, number>
  /** Registered people who are put into a group or project that is new to them, by name. */
  groups: Record<string, number>
  projects: Record<string, number>
  /** People per language, and those with a message of their own. */
  locales: Record<string, number>
  ownMessages: number
  /** Rows per kind of problem; a row may count under several. */
  problems: Record<string, number>
}
