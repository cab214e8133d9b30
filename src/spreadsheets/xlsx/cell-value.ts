import { dateText, isoDateText } from '#src/spreadsheets/cell-text.ts'
import { tidyWritten } from './escapes.ts'
import type { PackedTexts } from './packed-texts.ts'
import type { DateStyles } from './styles.ts'

/** A cell as it is written in a part. */
export type WrittenCell = {
  type: string | undefined
  style: string | undefined
  /** Of `<v>`, and whether there is one. */
  value: string
  hasValue: boolean
  /** Of `<is>`. */
  inline: string
  formula: string | undefined
}

export type CellTexts = { texts: PackedTexts; dates: DateStyles; is1904: boolean }

/** The text of a cell. It is broken when it holds an error, a formula without result or a number that is none. */
export function readCell(cell: WrittenCell, book: CellTexts): { text: string; isBroken: boolean } {
  if (hasNoResult(cell)) return { text: tidyWritten(`=${cell.formula}`), isBroken: true }
  if (cell.inline !== '') return whole(tidyWritten(cell.inline))
  switch (cell.type) {
    case 's':
      return whole(sharedText(cell.value, book.texts))
    case 'str':
    case 'inlineStr':
      return whole(tidyWritten(cell.value))
    case 'b':
      return whole(cell.value === '' ? '' : /^(?:1|true)$/i.test(cell.value.trim()) ? 'TRUE' : 'FALSE')
    case 'e':
      return { text: tidyWritten(cell.value) || '#ERROR', isBroken: true }
    case 'd':
      return readDate(tidyWritten(cell.value))
    default:
      return readNumber(cell, book)
  }
}

function whole(text: string) {
  return { text, isBroken: false }
}

/** A formula may have an empty text as its result; of other kinds nothing written means never calculated. */
function hasNoResult({ formula, type, value, hasValue, inline }: WrittenCell): boolean {
  return formula !== undefined && value === '' && inline === '' && !(type === 'str' && hasValue)
}

function sharedText(value: string, texts: PackedTexts): string {
  const index = Number(value)
  const text = value.trim() === '' ? '' : texts.at(index)
  if (text === undefined) throw new Error('There is no such text.')
  return text
}

function readDate(text: string) {
  return whole(isoDateText(text) ?? text)
}

/** Numbers in full, as a person would type them; those that the sheet shows as a date as a date. */
function readNumber({ value, style }: WrittenCell, { dates, is1904 }: CellTexts) {
  const text = value.trim()
  const number = Number(text)
  if (text === '') return whole('')
  if (Number.isNaN(number)) return { text: tidyWritten(text), isBroken: true }
  const isDate = style !== undefined && dates.has(Number(style))
  return whole(isDate ? dateText(number, { is1904 }) : String(number))
}
