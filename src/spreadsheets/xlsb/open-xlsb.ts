import type { Book, Sheet, SheetEnd, SheetRow } from '#src/spreadsheets/sheet.ts'
import { findPart, type Relations, readRelations } from '#src/spreadsheets/xlsx/relations.ts'
import type { Directory, Part } from '#src/spreadsheets/zip/directory.ts'
import type { BinaryBook } from './binary-cell.ts'
import { readBinaryRows } from './binary-rows.ts'
import { readRecords, readText, unpackWhole } from './records.ts'
import { readBinaryDates, readBinaryStrings } from './strings-and-styles.ts'

/** Most content of all parts together: they are not read as streams, but are small. */
const unpackedBytesMax = 24 * 1024 * 1024
const workbookName = 'xl/workbook.bin'
const recordTypes = { properties: 0x99, sheet: 0x9c }

/** Opens a binary workbook. Everything in it is records with a length; of those that are not known nothing is read. */
export async function openXlsb(directory: Directory): Promise<Book> {
  const bytes = [...directory.values()].reduce((sum, { unpackedBytes }) => sum + unpackedBytes, 0)
  if (bytes > unpackedBytesMax) return { state: 'too_large' }
  const types = ['worksheet', 'sharedStrings', 'styles']
  const { state, relations } = await readRelations(directory, workbookName, types)
  if (state !== 'whole') return { state }
  try {
    return await openBook(directory, relations)
  } catch {
    // -- zlib throws for damaged parts, views of bytes for lengths that lie; each means that the file is damaged
    return { state: 'unreadable_file' }
  }
}

async function openBook(directory: Directory, relations: Relations): Promise<Book> {
  const { listed, is1904 } = readBook(await unpackWhole(directory.get(workbookName)))
  const texts = readBinaryStrings(await unpackWhole(findPart(directory, relations, 'sharedStrings')))
  const dates = readBinaryDates(await unpackWhole(findPart(directory, relations, 'styles')))
  const sheets = listed.flatMap(({ id, name, isHidden }): Sheet[] => {
    const relation = relations.get(id)
    const part = relation?.type === 'worksheet' && directory.get(relation.target.toLowerCase())
    if (!part) return []
    return [{ name, isHidden, rows: () => readRows(directory, part, { texts, dates, is1904 }) }]
  })
  if (sheets.length === 0) return { state: 'unreadable_file' }
  return { state: 'open', sheets, isGuessedEncoding: false }
}

function readBook(bytes: Uint8Array) {
  const listed: { id: string; name: string; isHidden: boolean }[] = []
  let is1904 = false
  for (const { type, content } of readRecords(bytes)) {
    if (type === recordTypes.properties) is1904 = (content.getUint32(0, true) & 1) === 1
    if (type !== recordTypes.sheet) continue
    const id = readText(content, 8)
    const isHidden = content.getUint32(0, true) !== 0
    listed.push({ id: id.text, name: readText(content, id.end).text, isHidden })
  }
  return { listed, is1904 }
}

async function* readRows(
  directory: Directory,
  part: Part,
  book: BinaryBook,
): AsyncGenerator<readonly SheetRow[], SheetEnd, undefined> {
  try {
    const { relations } = await readRelations(directory, part.name, ['hyperlink'])
    const bytes = await unpackWhole(part)
    const mergedCells = yield* readBinaryRows(bytes, book, relations)
    return { state: 'whole', mergedCells }
  } catch {
    // -- as above
    return { state: 'unreadable_file' }
  }
}
