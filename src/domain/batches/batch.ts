import type { batchSources, batchStates } from '#src/db/schema/batches.ts'

export type BatchSource = (typeof batchSources)[number]
export type BatchState = (typeof batchStates)[number]

/** Most rows one batch reads. */
export const rowsMax = 2000
/** Longest personal message, in characters. */
export const messageMax = 2000
/** Most rows of a stored chunk. */
export const chunkRows = 1000
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
  /** Headers of the sheet that mean nothing to us, to be named at review. */
  ignoredColumns?: string[]
}

/** What will happen to a row, decided at review and carried out at confirmation. */
export const rowOutcomes = ['invite', 'add', 'unchanged', 'renew', 'skip', 'problem'] as const
export type RowOutcome = (typeof rowOutcomes)[number]

/** How many rows have each outcome; the six add up to the rows read. Blank rows are skipped and not among them. */
export type BatchCounts = Record<RowOutcome, number> & {
  blank: number
  /** People who would become administrators: invited, renewed or registered ones. */
  admins: number
  /** People whose plan promises at least one group, and at least one project. */
  inGroups: number
  inProjects: number
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
}

/** A row as read from a list or sheet, before any check. Values are trimmed text; an absent cell is an absent key. */
export type ReadRow = {
  /** The row in the sheet (header = 1) or the position in the list (first = 1). */
  row: number
  values: Partial<Record<Column, string>>
  /** Cell names by column, sheets only. */
  cells?: Partial<Record<Column, string>>
}

/** A row after all checks, as stored in the chunks of a draft. */
export type CheckedRow = {
  row: number
  outcome: RowOutcome
  address: string
  emailKey: string | null
  firstName: string | null
  lastName: string | null
  locale: string
  /** The promise of this row; null only where there is a problem. */
  grantId: number | null
  /** Whether that promise contains the admin right. */
  admin: boolean
  /** This row's own message, when the sheet gives one. */
  message: string | null
  /** Of the invitation that confirmation will write (outcomes `invite` and `renew`). */
  publicId: string | null
  /** Null for a renewal that keeps its code. */
  codeMac: string | null
  /** For a renewal that gets a new code. */
  generation?: number
  /** For `add`: what is new for the registered person. Names, as they are shown. */
  gains?: { admin?: true; groups?: string[]; projects?: string[] }
  problems?: Problem[]
}
