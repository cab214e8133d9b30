import { utils } from 'xlsx'
import { lineHeight, type Style, styleNumber, wraps } from './write-styles.ts'
import { cellXmlText, xmlHead, xmlText } from './write-xml.ts'

export type NewCell = { value?: string | number | boolean; style: Style }

export type NewRow = readonly NewCell[]

export type NewSheet = {
  name: string
  /** Widths in characters; the style is that of cells which are not there yet. */
  columns: readonly { width: number; style?: Style }[]
  /** Whether the first row stays in sight. */
  isHeaderFrozen?: boolean
  /** Some hundreds at a time, so that a long list never stands in memory as a whole. */
  rows: Iterable<readonly NewRow[]> | AsyncIterable<readonly NewRow[]>
  entries?: readonly Entry[]
}

/** What helps to fill cells in: a hint beside them, and values to choose from; others may be typed. */
export type Entry = {
  /** Such as `D2:D100`. */
  cells: string
  title: string
  hint: string
  /** Where the values stand, such as `'Help'!$A$5:$A$9`. */
  choices?: string
}

const spreadsheet = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
/** Printed as wide as the paper. */
const printed = '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
const landscape = '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
/** The tallest row, as in Excel, in points. */
const heightMax = 409
/** Most characters of a hint and of its title, as in Excel. */
const hintMax = 255
const hintTitleMax = 32

/** The XML of a sheet, as its rows come: texts are written into their cells, so nothing grows with the number of rows. */
export async function* sheetXml(sheet: NewSheet): AsyncGenerator<string> {
  yield `${xmlHead}<worksheet xmlns="${spreadsheet}">${printed}${viewXml(sheet)}${columnsXml(sheet)}<sheetData>`
  let written = 0
  for await (const rows of sheet.rows) {
    const first = written + 1
    yield rows.map((row, index) => rowXml(sheet, row, first + index)).join('')
    written += rows.length
  }
  yield `</sheetData>${entriesXml(sheet.entries ?? [])}${landscape}</worksheet>`
}

function viewXml({ isHeaderFrozen }: NewSheet): string {
  const pane = isHeaderFrozen
    ? '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="A2" sqref="A2"/>'
    : ''
  return `<sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews>`
}

function columnsXml({ columns }: NewSheet): string {
  const xml = columns.map(({ width, style }, index) => {
    const look = style ? ` style="${styleNumber(style)}"` : ''
    return `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"${look}/>`
  })
  return `<cols>${xml.join('')}</cols>`
}

function rowXml({ columns }: NewSheet, cells: NewRow, row: number): string {
  let height = lineHeight('plain')
  let xml = ''
  for (let at = 0; at < cells.length; at++) {
    const cell = cells[at] ?? empty
    height = Math.max(height, heightOf(cell, columns[at]?.width))
    xml += cellXml(cell, letterOf(at) + row)
  }
  const tall = height > lineHeight('plain') ? ` ht="${Math.min(height, heightMax)}" customHeight="1"` : ''
  return `<row r="${row}"${tall}>${xml}</row>`
}

/** Programs that do not measure wrapped texts themselves get their height from the number of characters. */
function heightOf({ value, style }: NewCell, width = 10): number {
  if (typeof value !== 'string' || !wraps(style)) return lineHeight(style)
  const lines = value.split('\n').map(({ length }) => Math.max(1, Math.ceil((length * 1.1) / width)))
  return lineHeight(style) * lines.reduce((sum, count) => sum + count, 0)
}

const empty: NewCell = { style: 'plain' }
const letters: string[] = []

function letterOf(index: number): string {
  letters[index] ??= utils.encode_col(index)
  return letters[index]
}

/** Texts are texts whatever they begin with: no cell is ever a formula. */
function cellXml({ value, style }: NewCell, name: string): string {
  const head = `<c r="${name}" s="${styleNumber(style)}"`
  if (value === undefined || value === '') return `${head}/>`
  if (typeof value === 'boolean') return `${head} t="b"><v>${value ? 1 : 0}</v></c>`
  if (typeof value === 'number') return `${head}><v>${value}</v></c>`
  return `${head} t="inlineStr"><is><t xml:space="preserve">${cellXmlText(value)}</t></is></c>`
}

function entriesXml(entries: readonly Entry[]): string {
  if (entries.length === 0) return ''
  return `<dataValidations count="${entries.length}">${entries.map(entryXml).join('')}</dataValidations>`
}

function entryXml({ cells, title, hint, choices }: Entry): string {
  const shown = `showInputMessage="1" promptTitle="${xmlText(title.slice(0, hintTitleMax))}" prompt="${xmlText(hint.slice(0, hintMax))}"`
  const head = `<dataValidation${choices ? ' type="list"' : ''} allowBlank="1" ${shown} sqref="${cells}"`
  return choices ? `${head}><formula1>${xmlText(choices)}</formula1></dataValidation>` : `${head}/>`
}
