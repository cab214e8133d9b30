import { type Book, rowsAtATime, type Sheet, type SheetEnd, type SheetRow } from '#src/spreadsheets/sheet.ts'
import { readPart, readXml } from '#src/spreadsheets/xml/read-xml.ts'
import type { Directory, Part } from '#src/spreadsheets/zip/directory.ts'
import { OdsRowReader } from './ods-row-reader.ts'

/** Most content: what a hundred thousand rows of eight columns have, written as wordily as this format does. */
const unpackedBytesMax = 150 * 1024 * 1024
const sheetsMax = 512

/** Opens an OpenDocument spreadsheet. All its sheets stand in one part, which is read as a stream: once for their names. */
export async function openOds(directory: Directory): Promise<Book> {
  const content = directory.get('content.xml')
  if (!content) return { state: 'unreadable_file' }
  if (content.unpackedBytes > unpackedBytesMax) return { state: 'too_large' }
  const { state, tables } = await listTables(content)
  if (state !== 'whole') return { state }
  if (tables.length === 0 || tables.length > sheetsMax) return { state: 'unreadable_file' }
  const sheets = tables.map(({ name, isHidden }, index) => sheetOf(content, { name, isHidden, index }))
  return { state: 'open', sheets, isGuessedEncoding: false }
}

/** The sheets, and whether their style hides them. The content is read to its end: what is damaged shows here. */
async function listTables(content: Part) {
  const tables: { name: string; isHidden: boolean }[] = []
  const hidingStyles = new Set<string>()
  let style = ''
  let isInSheets = false
  let depth = 0
  const state = await readPart(content, {
    open(name, attributes) {
      if (name === 'style') style = attributes['style:name'] ?? ''
      else if (name === 'table-properties' && attributes['table:display'] === 'false') hidingStyles.add(style)
      else if (name === 'spreadsheet') isInSheets = true
      else if (name === 'table' && isInSheets && depth++ === 0)
        tables.push({
          name: attributes['table:name'] ?? '',
          isHidden: hidingStyles.has(attributes['table:style-name'] ?? ''),
        })
    },
    close(name) {
      if (name === 'table') depth--
    },
  })
  return { state, tables }
}

function sheetOf(
  content: Part,
  { name, isHidden, index }: { name: string; isHidden: boolean; index: number },
): Sheet {
  return { name, isHidden, rows: () => readRows(content, index) }
}

async function* readRows(
  content: Part,
  index: number,
): AsyncGenerator<readonly SheetRow[], SheetEnd, undefined> {
  const reader = new OdsRowReader(index)
  const reading = readXml(content, reader)
  for (;;) {
    const { done, value } = await reading.next()
    if (done && value !== 'whole') return { state: value }
    yield* inGroups(done ? reader.takeAll() : value)
    if (!done && !reader.isThrough) continue
    if (!done) await reading.return('whole')
    return { state: 'whole', mergedCells: reader.mergedCells }
  }
}

/** A row that is repeated stands once in the file, however often it is repeated. */
function* inGroups(rows: readonly (SheetRow & { times: number })[]): Generator<SheetRow[]> {
  let group: SheetRow[] = []
  for (const { times, ...row } of rows) {
    for (let more = 0; more < times; more++) {
      group.push({ ...row, at: row.at + more })
      if (group.length < rowsAtATime) continue
      yield group
      group = []
    }
  }
  yield group
}
