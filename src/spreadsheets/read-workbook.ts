import { utils } from 'xlsx'
import { fileBytesMax, type SheetFacts } from '#src/domain/batches/batch.ts'
import type { Refusal, RowSource } from '#src/domain/batches/row.ts'
import { findSheet, type Mapping, type Place } from './find-sheet.ts'
import { type SheetKind, shorten } from './headers.ts'
import { openBook } from './open-book.ts'
import { readPeople } from './read-people.ts'
import { columnsMax, type Sheet, type SheetRow } from './sheet.ts'

export type { Mapping } from './find-sheet.ts'

/** The beginning of a sheet whose columns nobody knows, for asking which is which. */
export type Preview = {
  sheetName: string
  /** In the order of the sheet, with the texts of the first rows; the very first may be the header. */
  columns: { letter: string; samples: string[] }[]
}

export type ReadWorkbook =
  | { state: 'found'; sheet: SheetFacts; rows: RowSource }
  | { state: 'no_email_column' | 'no_known_column'; preview: Preview }
  | { state: Exclude<Refusal, 'no_email_column'> }

const previewRows = 8
/** Most characters shown of a cell in the preview. */
const sampleMax = 200

/**
 * Finds the people in a spreadsheet of any format, which its content tells and not its name. Nothing is read but its
 * beginning until the rows are asked for; what only its end tells, the end of the rows tells.
 */
export async function readWorkbook(
  bytes: Uint8Array,
  { mapping, kind = 'mails' }: { mapping?: Mapping | undefined; kind?: SheetKind } = {},
): Promise<ReadWorkbook> {
  if (bytes.length === 0) return { state: 'empty_file' }
  if (bytes.length > fileBytesMax) return { state: 'too_large' }
  const book = await openBook(bytes)
  if (book.state !== 'open') return book
  const found = await findSheet(book.sheets, kind, mapping)
  if (found.state === 'unclear') {
    const state = kind === 'mails' ? 'no_email_column' : 'no_known_column'
    return { state, preview: previewOf(found.sheet, found.top.slice(0, previewRows)) }
  }
  if (found.state !== 'found') return found
  const { place } = found
  const sheet = { ...factsOf(place, book.sheets), isGuessedEncoding: book.isGuessedEncoding }
  return { state: 'found', sheet, rows: readPeople(place) }
}

function factsOf(place: Place, sheets: readonly Sheet[]): Omit<SheetFacts, 'isGuessedEncoding'> {
  return {
    sheetName: shorten(place.sheet.name),
    headerRow: place.hasHeader ? place.headerAt + 1 : 0,
    columns: place.known.map(({ at, ...column }) => ({ ...column, letter: utils.encode_col(at) })),
    ignored: place.ignored.map(({ at, ...column }) => ({ ...column, letter: utils.encode_col(at) })),
    hiddenRows: 0,
    mergedCells: 0,
    hiddenSheets: namesOf(sheets.filter(({ isHidden }) => isHidden)),
    otherSheets: namesOf(sheets.filter((other) => !other.isHidden && other !== place.sheet)),
  }
}

function namesOf(sheets: readonly Sheet[]): string[] {
  return sheets.map(({ name }) => shorten(name))
}

function previewOf(sheet: Sheet, rows: readonly SheetRow[]): Preview {
  const width = Math.min(columnsMax, Math.max(...rows.map(({ cells }) => cells.length)))
  const columns = Array.from({ length: width }, (_, at) => ({
    letter: utils.encode_col(at),
    samples: rows.map(({ cells }) => (cells[at] ?? '').slice(0, sampleMax)),
  }))
  return { sheetName: shorten(sheet.name), columns: columns.slice(0, 1 + columns.findLastIndex(isFilled)) }
}

function isFilled({ samples }: { samples: readonly string[] }): boolean {
  return samples.some((text) => text !== '')
}
