import {
  cellWrittenMax,
  columnsMax,
  rowsAtATime,
  type SheetRow,
  sheetRowsMax,
} from '#src/spreadsheets/sheet.ts'
import type { Attributes, XmlReader } from '#src/spreadsheets/xml/start-parser.ts'
import { type CellTexts, readCell, type WrittenCell } from './cell-value.ts'
import { type Links, linkKey } from './links.ts'
import { columnOf, placeOf } from './places.ts'

/** Most characters given at a time. */
const charactersAtATime = 1024 * 1024

/** Makes rows of the tags of a sheet. Rows without any text are left out. */
export class RowReader implements XmlReader {
  mergedCells = 0
  readonly #book: CellTexts
  readonly #links: Links
  #rows: SheetRow[] = []
  #characters = 0
  #isInRows = false
  #row: OpenRow | undefined
  #lastRow = -1
  /** The column of the cell that is read, or was. */
  #column = -1
  #cell: WrittenCell | undefined
  #isPhonetic = false
  /** Characters of its texts so far. */
  #written = 0
  /** The tag whose text is wanted, and what there is of it. */
  #wanted = ''
  #text = ''

  constructor(book: CellTexts, links: Links) {
    this.#book = book
    this.#links = links
  }

  /** The rows so far, as soon as there are some hundreds or they are long. */
  take(): SheetRow[] | undefined {
    const isMuch = this.#rows.length >= rowsAtATime || this.#characters >= charactersAtATime
    return isMuch ? this.takeAll() : undefined
  }

  takeAll(): SheetRow[] {
    const rows = this.#rows
    this.#rows = []
    this.#characters = 0
    return rows
  }

  open(name: string, attributes: Attributes): void {
    if (this.#cell) this.#openInCell(name, this.#cell)
    else if (name === 'c' && this.#row) this.#openCell(attributes, this.#row)
    else if (name === 'row' && this.#isInRows) this.#openRow(attributes)
    else if (name === 'sheetData') this.#isInRows = true
    else if (name === 'mergeCell') this.mergedCells++
  }

  text(text: string): void {
    if (this.#wanted === '') return
    this.#written += text.length
    if (this.#written > cellWrittenMax) throw new Error('Too long a cell.')
    this.#text += text
  }

  close(name: string): void {
    if (this.#cell) this.#closeInCell(name, this.#cell)
    else if (name === 'row') this.#closeRow()
    else if (name === 'sheetData') this.#isInRows = false
  }

  #openRow({ r, hidden, ht }: Attributes): void {
    const at = r === undefined ? this.#lastRow + 1 : Number(r) - 1
    const isHidden = hidden === '1' || hidden === 'true' || (ht !== undefined && Number(ht) === 0)
    this.#row = { at, isHidden, isCounted: r === undefined, cells: [], broken: [], links: undefined }
    this.#column = -1
  }

  #openCell({ r, t, s }: Attributes, row: OpenRow): void {
    this.#column = r === undefined ? this.#column + 1 : columnOf(r)
    if (this.#column < 0) throw new Error('A cell without a column.')
    if (row.isCounted && r !== undefined) row.at = placeOf(r)?.row ?? row.at
    row.isCounted = false
    this.#written = 0
    this.#cell = { type: t, style: s, value: '', hasValue: false, inline: '', formula: undefined }
  }

  #openInCell(name: string, cell: WrittenCell): void {
    if (name === 'rPh') this.#isPhonetic = true
    if (name === 'v') cell.hasValue = true
    if (name === 'v' || name === 'f' || (name === 't' && !this.#isPhonetic)) this.#wanted = name
  }

  #closeInCell(name: string, cell: WrittenCell): void {
    if (name === 'rPh') this.#isPhonetic = false
    else if (name === 'c') this.#closeCell(cell)
    if (name !== this.#wanted) return
    if (name === 'v') cell.value += this.#text
    else if (name === 'f') cell.formula = this.#text
    else cell.inline += this.#text
    this.#wanted = this.#text = ''
  }

  #closeCell(cell: WrittenCell): void {
    this.#cell = undefined
    this.#isPhonetic = false
    const [row, column] = [this.#row, this.#column]
    if (!row || column >= columnsMax) return
    const { text, isBroken } = readCell(cell, this.#book)
    if (isBroken) row.broken.push(column)
    if (text === '') return
    row.cells[column] = text
    this.#characters += text.length
    const link = linkIn(cell.formula) ?? this.#links.get(linkKey({ row: row.at, column }))
    if (link !== undefined) row.links = (row.links ?? new Map()).set(column, link)
  }

  /** Rows stand in their order, each once. Of a sheet where they do not, Excel says that it is damaged. */
  #closeRow(): void {
    const row = this.#row
    if (!row) return
    this.#row = undefined
    const { at, isHidden, cells, broken, links } = row
    if (!Number.isInteger(at) || at <= this.#lastRow || at >= sheetRowsMax)
      throw new Error('Rows in disorder.')
    this.#lastRow = at
    if (cells.length === 0) return
    this.#rows.push({
      ...{ at, isHidden, cells },
      ...(broken.length > 0 && { broken }),
      ...(links && { links }),
    })
  }
}

type OpenRow = {
  at: number
  isHidden: boolean
  /** Whether its number comes from the rows before. */
  isCounted: boolean
  cells: string[]
  broken: number[]
  links: Map<number, string> | undefined
}

/** The address in a formula such as `HYPERLINK("mailto:ann@x.org", "Ann")`. */
function linkIn(formula: string | undefined): string | undefined {
  return formula && /^\s*HYPERLINK\(\s*"(mailto:[^"@]*@[^"]*)"/i.exec(formula)?.[1]
}
