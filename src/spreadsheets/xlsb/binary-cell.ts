import { dateText, tidy } from '#src/spreadsheets/cell-text.ts'
import { errorText } from '#src/spreadsheets/error-text.ts'
import { sheetColumnsMax } from '#src/spreadsheets/sheet.ts'
import { readText } from './records.ts'

export type BinaryBook = { texts: readonly string[]; dates: ReadonlySet<number>; is1904: boolean }

type BinaryCell = { column: number; text: string; isBroken: boolean }
type Kind = 'none' | 'rk' | 'error' | 'bool' | 'real' | 'text' | 'shared' | 'rich'

/** What a record of a cell holds; those from 12 to 18 stand to the right of the cell before and do not say their column. */
const kinds: readonly Kind[] = [
  ...([
    'none',
    'none',
    'rk',
    'error',
    'bool',
    'real',
    'text',
    'shared',
    'text',
    'real',
    'bool',
    'error',
  ] as const),
  ...(['none', 'rk', 'error', 'bool', 'real', 'text', 'shared'] as const),
]
const firstShort = 12
const richText = 62

/** Undefined for a record that is no cell. Formulas have their result in the same place as values. */
export function readBinaryCell(
  type: number,
  content: DataView,
  before: number,
  book: BinaryBook,
): BinaryCell | undefined {
  const kind = type === richText ? 'rich' : type === 0 ? undefined : kinds[type]
  if (!kind) return undefined
  const isShort = type >= firstShort && type !== richText
  const column = isShort ? before + 1 : content.getUint32(0, true)
  if (column >= sheetColumnsMax) throw new Error('No sheet is that wide.')
  const style = content.getUint32(isShort ? 0 : 4, true) & 0xff_ffff
  const at = isShort ? 4 : 8
  return { column, text: textOf(kind, content, at, style, book), isBroken: kind === 'error' }
}

function textOf(kind: Kind, content: DataView, at: number, style: number, book: BinaryBook): string {
  switch (kind) {
    case 'none':
      return ''
    case 'rk':
      return numberText(readPacked(content, at), style, book)
    case 'real':
      return numberText(content.getFloat64(at, true), style, book)
    case 'error':
      return errorText(content.getUint8(at))
    case 'bool':
      return content.getUint8(at) === 0 ? 'FALSE' : 'TRUE'
    case 'text':
      return tidy(readText(content, at).text)
    case 'rich':
      return tidy(readText(content, at + 1).text)
    case 'shared':
      return sharedText(content.getUint32(at, true), book)
  }
}

/** A number in four bytes: a whole one or the upper half of a long one, and maybe a hundredth of it. */
function readPacked(content: DataView, at: number): number {
  const packed = content.getInt32(at, true)
  const long = new DataView(new ArrayBuffer(8))
  long.setInt32(4, packed & ~3, true)
  const number = (packed & 2) === 0 ? long.getFloat64(0, true) : packed >> 2
  return (packed & 1) === 0 ? number : number / 100
}

function numberText(number: number, style: number, { dates, is1904 }: BinaryBook): string {
  return dates.has(style) ? dateText(number, { is1904 }) : String(number)
}

function sharedText(index: number, { texts }: BinaryBook): string {
  const text = texts[index]
  if (text === undefined) throw new Error('There is no such text.')
  return text
}
