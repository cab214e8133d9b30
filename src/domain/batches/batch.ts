import {
  type batchSources,
  type batchStates,
  type changeReasons,
  type rowChoices,
  rowOutcomes,
} from '#src/db/schema/batches.ts'

export { rowOutcomes }

export type BatchSource = (typeof batchSources)[number]
export type BatchState = (typeof batchStates)[number]

/** Most rows one batch reads. */
export const rowsMax = 100_000
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
  /** Whether rows without an address get a letter code each, instead of being a problem. */
  codes: boolean
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

/** Why a file or list as a whole was refused. */
export type Refusal =
  | 'unreadable_file'
  | 'empty_file'
  | 'too_large'
  | 'too_many_rows'
  | 'no_email_column'
  | 'nothing_to_invite'

/** What is wrong with a row. */
export type ProblemKey =
  | 'missing_email'
  | 'invalid_email'
  | 'duplicate_email'
  | 'unknown_language'
  | 'unknown_group'
  | 'ambiguous_group'
  | 'unknown_project'
  | 'invalid_admin'
  | 'too_long'
  | 'unreadable_cell'

export type Column =
  | 'email'
  | 'first_name'
  | 'last_name'
  | 'language'
  | 'groups'
  | 'admin'
  | 'projects'
  | 'message'

export type Problem = {
  key: ProblemKey
  column: Column
  /** Such as `A17`; sheets only. */
  cell?: string
  /** The value that is wrong, shortened for display. */
  value: string
  /** For a duplicate: the row that stands. */
  firstRow?: number
  /** For `too_long`: the most characters allowed. */
  max?: number
  /** For `invalid_email`: the addresses, where one cell holds several. */
  addresses?: string[]
}

/** A row as read from a list or sheet, before any check. Values are trimmed text; an absent cell is an absent key. */
export type ReadRow = {
  /** The row in the sheet (first row = 1) or the position in the list (first = 1). */
  row: number
  values: Partial<Record<Column, string>>
  /** The texts of the ignored columns, in their order; only where there are any. */
  others?: string[]
  /** Columns whose cell holds an error, or a formula without result: there is a text, but it is not what was meant. */
  broken?: Column[]
}

/** How the reading of a list or file ended: with what only the end tells, or with a refusal of the whole. */
export type RowsEnd =
  | {
      state: 'whole'
      /** Rows without any text between the others. */
      blank: number
      hiddenRows: number
      mergedCells: number
    }
  | { state: Refusal }

/** Rows as they are read, some hundreds at a time, so that a long list never stands in memory as a whole. */
export type RowSource = AsyncGenerator<readonly ReadRow[], RowsEnd, undefined>

/**
 * A row after all checks, as stored in the chunks of a draft. What is not there is absent, never null: a hundred thousand of
 * them are written, read and expanded. What will happen to it stands on its chunk.
 */
export type CheckedRow = {
  row: number
  /** Empty for a letter code. */
  address: string
  emailKey?: string
  firstName?: string
  lastName?: string
  locale: string
  /** The promise of this row; absent where nothing is given. */
  grantId?: number
  /** Whether that promise contains the admin right. */
  admin?: true
  /** This row's own message, when the sheet gives one. */
  message?: string
  /** Of the invitation that confirmation will write or renew. */
  publicId?: string
  /** Absent for a renewal that keeps its code. */
  codeMac?: string
  /** For a renewal that gets a new code. */
  generation?: number
  /** For `add`: what is new for the registered person. Names, as they are shown. */
  gains?: { admin?: true; groups?: string[]; projects?: string[] }
  problems?: Problem[]
  /** What the row said, for repairing it; rows with problems only. */
  given?: ReadRow['values']
  others?: string[]
}
