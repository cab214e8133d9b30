import type { CellObject } from 'xlsx'

/** Longest text that a cell may hold, as in Excel. */
const textMax = 32_767

/** The text of a cell: booleans as Excel writes them in English, numbers in full, everything trimmed. */
export function textOf(cell: CellObject | undefined): string {
  if (cell?.v === undefined || cell.v === null) return ''
  if (cell.t === 'b') return cell.v ? 'TRUE' : 'FALSE'
  return tidy(cell.t === 'e' ? (cell.w ?? '#ERROR') : String(cell.v))
}

/** The text of an address cell. Where a link shows a name instead of the address, the address is in its target. */
export function addressOf(cell: CellObject | undefined): string {
  const text = textOf(cell).replace(/^mailto:/i, '')
  const target = cell?.l?.Target ?? ''
  if (text.includes('@') || !/^mailto:/i.test(target)) return text
  return tidy(decoded(target.slice('mailto:'.length).split('?')[0] ?? ''))
}

/** ASCII without underscores (Excel writes `_x000D_`) and with no blank at either end, as most cells are: nothing to tidy. */
const plain = /^[!-^`-~](?:[ -^`-~]*[!-^`-~])?$/

/** Trimmed, without the marks that Excel, the web and word processors leave behind. */
function tidy(text: string): string {
  if (text.length <= textMax && plain.test(text)) return text
  return text
    .slice(0, textMax)
    .replace(/_x000D_/gi, '')
    .replace(/[\u200B\u2060\uFEFF\u00AD]/g, '')
    .trim()
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch (error) {
    if (error instanceof URIError) return text
    throw error
  }
}
