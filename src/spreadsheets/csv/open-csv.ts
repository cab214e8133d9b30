import { tidy } from '#src/spreadsheets/cell-text.ts'
import { withoutMarks } from '#src/spreadsheets/harmless-text.ts'
import {
  type Book,
  columnsMax,
  type Sheet,
  type SheetEnd,
  type SheetRow,
  sheetRowsMax,
} from '#src/spreadsheets/sheet.ts'
import { decodeText } from './decode-text.ts'
import { findDelimiter } from './find-delimiter.ts'
import { readRecords } from './read-records.ts'

/** What is text but no table: markup, RTF, PDF, and spreadsheets of the eighties. */
const foreign = /^\s*(?:<(?:[!?]|[a-z][a-z0-9:-]*[\s/>])|\{\\rtf|%PDF|ID;P|TABLE\n0,1\n|socialcalc:)/i
/** How Excel says what separates the cells: a first line of its own, which is no row. */
const sign = /^sep=([,;\t])\n/i

/** Opens a table written as text. Its cells stay text, whatever they look like: 007 keeps its zeros. */
export function openCsv(bytes: Uint8Array): Book {
  const decoded = decodeText(bytes)
  if (!decoded) return { state: 'unreadable_file' }
  const text = withoutCarriageReturns(decoded.text)
  if (foreign.test(text)) return { state: 'unreadable_file' }
  if (text.trim() === '') return { state: 'empty_file' }
  const [line = '', said] = sign.exec(text) ?? []
  const table = text.slice(line.length)
  const delimiter = said ?? findDelimiter(table)
  if (delimiter === undefined) return { state: 'unreadable_file' }
  return { state: 'open', sheets: [sheetOf(table, delimiter)], isGuessedEncoding: decoded.isGuessed }
}

/** One kind of line break for all: a list put together from two files would otherwise lose rows. */
function withoutCarriageReturns(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text
}

function sheetOf(text: string, delimiter: string): Sheet {
  return { name: '', isHidden: false, rows: () => readRows(text, delimiter) }
}

async function* readRows(
  text: string,
  delimiter: string,
): AsyncGenerator<readonly SheetRow[], SheetEnd, undefined> {
  const records = readRecords(text, delimiter)
  let at = 0
  for (let next = records.next(); ; next = records.next()) {
    if (next.done) return next.value ? { state: 'whole', mergedCells: 0 } : { state: 'unreadable_file' }
    const first = at
    at += next.value.length
    if (at > sheetRowsMax) return { state: 'too_large' }
    yield next.value.flatMap((cells, index) => rowOf(cells, first + index))
  }
}

function rowOf(cells: readonly string[], at: number): SheetRow[] {
  if (!cells.some((text) => text !== '')) return []
  const texts = cells.slice(0, columnsMax).map((cell) => tidy(withoutMarks(cell)))
  return [{ at, isHidden: false, cells: texts }]
}
