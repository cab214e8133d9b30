/** A sheet of any format, read from top to bottom once. */
export type Sheet = {
  /** Empty for formats without sheets. */
  name: string
  isHidden: boolean
  /** Some hundreds of rows at a time; rows without any text may be left out. May be called again to read from the top. */
  rows(): AsyncGenerator<readonly SheetRow[], SheetEnd, undefined>
}

export type SheetRow = {
  /** Position, the first row of the sheet being 0. */
  at: number
  /** Hidden or filtered out. */
  isHidden: boolean
  /** Tidied texts by position; there may be gaps. Never more than `columnsMax`. */
  cells: readonly (string | undefined)[]
  /** Where a cell links to, by position, as far as it is a `mailto:` link; the target as written. */
  links?: ReadonlyMap<number, string>
  /** Positions of cells that hold an error, or a formula without result. */
  broken?: readonly number[]
}

/** How the sheet ended: whole, or broken in a way that only reading it showed. */
export type SheetEnd = { state: 'whole'; mergedCells: number } | { state: 'unreadable_file' | 'too_large' }

/** What a file holds, whatever its format. */
export type Book =
  | { state: 'open'; sheets: Sheet[]; isGuessedEncoding: boolean }
  | { state: 'unreadable_file' | 'too_large' | 'empty_file' }

/** Rows that a sheet gives at a time. */
export const rowsAtATime = 500
/** As many rows and columns as a sheet has in any program. */
export const sheetRowsMax = 1_048_576
export const sheetColumnsMax = 16_384
/** Columns looked at; what stands further to the right is not read. */
export const columnsMax = 50
/** Longest text that a cell may hold, as in Excel. */
export const cellTextMax = 32_767
/** Most characters of a cell as it is written, in however many pieces; what says more was made to fill a memory. */
export const cellWrittenMax = 1024 * 1024
