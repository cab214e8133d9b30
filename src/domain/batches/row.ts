import type { SuppressionReason } from '../suppressions/suppression.ts'

/** The columns that a sheet may have, in the order of the template. */
export const columnOrder = [
  'email',
  'first_name',
  'last_name',
  'street',
  'postcode',
  'city',
  'language',
  'groups',
  'admin',
  'projects',
  'message',
] as const
export type Column = (typeof columnOrder)[number]

/** Where a letter goes to. */
export const postalColumns = ['street', 'postcode', 'city'] as const satisfies readonly Column[]

/** The columns of a list of people who get their code by letter: it needs no e-mail address, and paper promises no rights. */
export const letterColumns = [
  'first_name',
  'last_name',
  ...postalColumns,
  'language',
  'groups',
  'message',
] as const satisfies readonly Column[]

/** What may be wrong with a row. */
export const problemKeys = [
  'missing_email',
  'invalid_email',
  'duplicate_email',
  'suppressed',
  'unknown_language',
  'unknown_group',
  'ambiguous_group',
  'unknown_project',
  'invalid_admin',
  'too_long',
  'too_many_lines',
  'unreadable_cell',
] as const
export type ProblemKey = (typeof problemKeys)[number]

export type Problem = {
  key: ProblemKey
  column: Column
  /** Such as `A17`; sheets only. */
  cell?: string
  /** The value that is wrong, shortened for display. */
  value: string
  /** For a duplicate: the row that stands. */
  firstRow?: number
  /** For `too_long`: the most characters allowed; for `too_many_lines`: the most lines. */
  max?: number
  /** For `invalid_email`: the addresses, where one cell holds several. */
  addresses?: string[]
  /** For `suppressed`: why nothing is sent to this address, and since when. */
  reason?: SuppressionReason
  since?: number
}

/** Why a file or list as a whole was refused. */
export type Refusal =
  | 'unreadable_file'
  | 'empty_file'
  | 'too_large'
  | 'too_many_rows'
  | 'no_email_column'
  | 'nothing_to_invite'

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
  /** Of a letter code: the lines below the name, as they are printed. */
  postalAddress?: string
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
  /** Of a letter code: what finds it by its last symbols. */
  codeTail?: string
  /** For a renewal that gets a new code. */
  generation?: number
  /** For `add`: what is new for the registered person. Names, as they are shown. */
  gains?: { admin?: true; groups?: string[]; projects?: string[] }
  problems?: Problem[]
  /** What the row said, for repairing it; rows with problems only. */
  given?: ReadRow['values']
  others?: string[]
}
