import { type PartEnd, readPart } from '#src/spreadsheets/xml/read-xml.ts'
import type { Directory, Part } from '#src/spreadsheets/zip/directory.ts'
import { findPart, type Relations, readRelations } from './relations.ts'

export type Workbook = {
  sheets: SheetPart[]
  styles: Part | undefined
  strings: Part | undefined
  /** Whether days are counted from 1904, as Excel for Mac once did. */
  is1904: boolean
}

export type SheetPart = { name: string; isHidden: boolean; part: Part }

type Found<T> = { state: 'found' } & T
type Broken = { state: Exclude<PartEnd, 'whole'> }

/** Finds the parts of a workbook: its sheets of cells in their order, its texts and its styles. */
export async function findWorkbook(directory: Directory): Promise<Found<{ workbook: Workbook }> | Broken> {
  const main = await findMain(directory)
  if (main.state !== 'found') return main
  const types = ['worksheet', 'sharedStrings', 'styles']
  const { state, relations } = await readRelations(directory, main.part.name, types)
  if (state !== 'whole') return { state }
  const book = await readBook(main.part)
  if (book.state !== 'found') return book
  const sheets = book.sheets.flatMap((sheet) => toSheetPart(sheet, relations, directory))
  const styles = findPart(directory, relations, 'styles')
  const strings = findPart(directory, relations, 'sharedStrings')
  return { state: 'found', workbook: { sheets: eachOnce(sheets), styles, strings, is1904: book.is1904 } }
}

/** The part that lists the sheets: where the file says it is, or else where it always is. */
async function findMain(directory: Directory): Promise<Found<{ part: Part }> | Broken> {
  const { state, relations } = await readRelations(directory, '', ['officeDocument'])
  if (state !== 'whole') return { state }
  const [main] = relations.values()
  const part = directory.get((main?.target ?? 'xl/workbook.xml').toLowerCase())
  return part ? { state: 'found', part } : { state: 'unreadable_file' }
}

const sheetsMax = 512

type ListedSheet = { id: string; name: string; isHidden: boolean }

async function readBook(part: Part): Promise<Found<{ sheets: ListedSheet[]; is1904: boolean }> | Broken> {
  const sheets: ListedSheet[] = []
  let is1904 = false
  const state = await readPart(part, {
    open(name, attributes) {
      if (name === 'workbookPr') is1904 = /^(?:1|true|on)$/.test(attributes.date1904 ?? '')
      if (name !== 'sheet' || sheets.length === sheetsMax) return
      const [, id] = Object.entries(attributes).find(([key]) => key.endsWith(':id')) ?? []
      const isHidden = /^(?:very)?hidden$/i.test(attributes.state ?? '')
      sheets.push({ id: id ?? '', name: attributes.name ?? '', isHidden })
    },
  })
  return state === 'whole' ? { state: 'found', sheets, is1904 } : { state }
}

/** None for a sheet of a chart, of a macro or a dialogue: they have no cells. */
function toSheetPart(
  { id, name, isHidden }: ListedSheet,
  relations: Relations,
  directory: Directory,
): SheetPart[] {
  const relation = relations.get(id)
  const part = relation?.type === 'worksheet' && directory.get(relation.target.toLowerCase())
  return part ? [{ name, isHidden, part }] : []
}

/** A part is one sheet, however often it is listed: reading it again would only take time. */
function eachOnce(sheets: readonly SheetPart[]): SheetPart[] {
  return [...new Map(sheets.toReversed().map((sheet) => [sheet.part, sheet])).values()].toReversed()
}
