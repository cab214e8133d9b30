import type { Book, Sheet, SheetEnd, SheetRow } from '#src/spreadsheets/sheet.ts'
import { readXml } from '#src/spreadsheets/xml/read-xml.ts'
import { type Directory, readDirectory } from '#src/spreadsheets/zip/directory.ts'
import { isBomb } from '#src/spreadsheets/zip/is-bomb.ts'
import { type Links, readLinks } from './links.ts'
import { RowReader } from './row-reader.ts'
import { readSharedStrings, type SharedStrings } from './shared-strings.ts'
import { type DateStyles, readDateStyles } from './styles.ts'
import { findWorkbook, type SheetPart, type Workbook } from './workbook.ts'

/** Most content of all parts together: three times what a hundred thousand rows of eight columns have. */
const unpackedBytesMax = 150 * 1024 * 1024

/**
 * Opens an .xlsx or .xlsm file. Nothing is unpacked before the table of contents has been judged, sheets are read as
 * streams, and macros and links to other files not at all.
 */
export async function openXlsx(bytes: Uint8Array): Promise<Book> {
  const directory = readDirectory(bytes)
  if (!directory) return { state: 'unreadable_file' }
  if (unpackedBytesOf(directory) > unpackedBytesMax) return { state: 'too_large' }
  const found = await findWorkbook(directory)
  if (found.state !== 'found') return found
  const { workbook } = found
  if (workbook.sheets.length === 0) return { state: 'unreadable_file' }
  if (partsOf(workbook).some(isBomb)) return { state: 'too_large' }
  const { state, dates } = await readDateStyles(workbook.styles)
  if (state !== 'whole') return { state }
  const open: OpenBook = { directory, workbook, dates, strings: undefined }
  return {
    state: 'open',
    sheets: workbook.sheets.map((sheet) => toSheet(sheet, open)),
    isGuessedEncoding: false,
  }
}

type OpenBook = {
  directory: Directory
  workbook: Workbook
  dates: DateStyles
  /** Read with the first sheet that is. */
  strings: Promise<SharedStrings> | undefined
}

function unpackedBytesOf(directory: Directory): number {
  return [...directory.values()].reduce((sum, { unpackedBytes }) => sum + unpackedBytes, 0)
}

function partsOf({ sheets, strings }: Workbook) {
  return [
    ...sheets.filter(({ isHidden }) => !isHidden).map(({ part }) => part),
    ...(strings ? [strings] : []),
  ]
}

function toSheet({ name, isHidden, part }: SheetPart, book: OpenBook): Sheet {
  let links: Promise<Links> | undefined
  const readLinksOnce = () => {
    links ??= readLinks(book.directory, part)
    return links
  }
  return { name, isHidden, rows: () => readRows(part, book, readLinksOnce) }
}

async function* readRows(
  part: SheetPart['part'],
  book: OpenBook,
  readLinksOnce: () => Promise<Links>,
): AsyncGenerator<readonly SheetRow[], SheetEnd, undefined> {
  book.strings ??= readSharedStrings(book.workbook.strings)
  const { state: stringsState, texts } = await book.strings
  if (stringsState !== 'whole') return { state: stringsState }
  const { dates, workbook } = book
  const reader = new RowReader({ texts, dates, is1904: workbook.is1904 }, await readLinksOnce())
  const state = yield* readXml(part, reader)
  if (state !== 'whole') return { state }
  yield reader.takeAll()
  return { state, mergedCells: reader.mergedCells }
}
