import { type ParsingOptions, read, type WorkBook } from 'xlsx'
import type { Book } from '#src/spreadsheets/sheet.ts'
import { readStreams } from './compound-file.ts'
import { maskRecords } from './mask-records.ts'
import { sheetOf } from './sheet-of.ts'

const options: ParsingOptions = {
  ...{ type: 'array', dense: true, raw: true, cellStyles: true, cellNF: true, cellText: false },
  ...{ cellFormula: false, cellHTML: false, bookVBA: false, bookDeps: false, sheetStubs: false },
}

/**
 * Opens an .xls file with the spreadsheet library, which is given nothing but records that it reads safely. A compound
 * file without a workbook is another program's, or a workbook locked with a password.
 */
export function openXls(bytes: Uint8Array): Book {
  const streams = readStreams(bytes)
  const stream = (streams?.get('Workbook') ?? streams?.get('Book'))?.()
  const masked = stream && maskRecords(stream)
  const book = masked && readBook(masked)
  if (!book) return { state: 'unreadable_file' }
  const is1904 = book.Workbook?.WBProps?.date1904 === true
  const sheets = book.SheetNames.flatMap((name, index) => {
    const sheet = book.Sheets[name]
    const isHidden = (book.Workbook?.Sheets?.[index]?.Hidden ?? 0) !== 0
    return sheet ? [sheetOf(sheet, { name, isHidden, is1904 })] : []
  })
  return { state: 'open', sheets, isGuessedEncoding: false }
}

/** Undefined when the library cannot make sense of the file, however it says so. */
function readBook(bytes: Uint8Array): WorkBook | undefined {
  try {
    return read(bytes, options)
  } catch {
    // -- the library throws errors of every kind for broken files; each means that it cannot read this one
    return undefined
  }
}
