import { columnsMax, rowsAtATime, type SheetRow, sheetRowsMax } from '#src/spreadsheets/sheet.ts'
import type { Attributes, XmlReader } from '#src/spreadsheets/xml/start-parser.ts'
import { readOdsCell } from './ods-cell.ts'
import { OdsText } from './ods-text.ts'

type OpenRow = {
  at: number
  times: number
  isHidden: boolean
  cells: string[]
  broken: number[]
  links: Map<number, string>
}

/** Makes rows of the tags of one sheet, found by its number. Rows without any text are left out. */
export class OdsRowReader implements XmlReader {
  mergedCells = 0
  /** Whether the sheet has ended. */
  isThrough = false
  readonly #wanted: number
  #sheet = -1
  #isInSheets = false
  #tables = 0
  #next = 0
  #rows: (SheetRow & { times: number })[] = []
  #row: OpenRow | undefined
  #cell: { attributes: Attributes; isCovered: boolean } | undefined
  #column = 0
  #text = new OdsText()

  constructor(wanted: number) {
    this.#wanted = wanted
  }

  take(): (SheetRow & { times: number })[] | undefined {
    return this.#rows.length < rowsAtATime && !this.isThrough ? undefined : this.takeAll()
  }

  takeAll(): (SheetRow & { times: number })[] {
    const rows = this.#rows
    this.#rows = []
    return rows
  }

  open(name: string, attributes: Attributes): void {
    if (name === 'spreadsheet') this.#isInSheets = true
    if (name === 'table' && this.#isInSheets && this.#tables++ === 0) this.#sheet++
    if (this.#sheet !== this.#wanted || this.#tables !== 1) return
    if (this.#cell) this.#text.open(name, attributes)
    else if (name === 'table-row') this.#openRow(attributes)
    else if (name === 'table-cell' || name === 'covered-table-cell')
      this.#cell = { attributes, isCovered: name !== 'table-cell' }
  }

  text(text: string): void {
    if (this.#cell) this.#text.add(text)
  }

  close(name: string): void {
    if (name === 'table' && this.#isInSheets && --this.#tables === 0)
      this.isThrough ||= this.#sheet === this.#wanted
    if (this.#sheet !== this.#wanted || this.#tables !== 1) return
    if (name === 'table-cell' || name === 'covered-table-cell') this.#closeCell()
    else if (this.#cell) this.#text.close(name)
    else if (name === 'table-row') this.#closeRow()
  }

  #openRow(attributes: Attributes): void {
    const isHidden = /^(?:collapse|filter)$/.test(attributes['table:visibility'] ?? '')
    const times = timesOf(attributes['table:number-rows-repeated'])
    this.#row = { at: this.#next, times, isHidden, cells: [], broken: [], links: new Map() }
    this.#next += times
    this.#column = 0
  }

  #closeCell(): void {
    const { text, link } = this.#text.take()
    const [cell, row] = [this.#cell, this.#row]
    this.#cell = undefined
    if (!cell || !row) return
    const { attributes, isCovered } = cell
    const first = this.#column
    this.#column += timesOf(attributes['table:number-columns-repeated'])
    if (isMerged(attributes)) this.mergedCells++
    const shown = isCovered ? undefined : readOdsCell(attributes, text)
    if (!shown || shown.text === '') return
    for (let at = first; at < Math.min(this.#column, columnsMax); at++) {
      row.cells[at] = shown.text
      if (shown.isBroken) row.broken.push(at)
      if (link !== undefined) row.links.set(at, link)
    }
  }

  #closeRow(): void {
    const row = this.#row
    this.#row = undefined
    if (!row || row.cells.length === 0) return
    const { at, isHidden, cells, broken, links } = row
    const times = Math.min(row.times, sheetRowsMax - at)
    if (times <= 0) throw new Error('More rows than any sheet has.')
    this.#rows.push({
      ...{ at, times, isHidden, cells },
      ...(broken.length > 0 && { broken }),
      ...(links.size > 0 && { links }),
    })
  }
}

function timesOf(attribute: string | undefined): number {
  const times = Number(attribute ?? 1)
  if (!Number.isInteger(times) || times < 1) throw new Error('Repeated no number of times.')
  return times
}

function isMerged(attributes: Attributes): boolean {
  return [attributes['table:number-columns-spanned'], attributes['table:number-rows-spanned']].some(
    (spanned) => Number(spanned ?? 1) > 1,
  )
}
