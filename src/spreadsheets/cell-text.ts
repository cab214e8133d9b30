import { type CellObject, SSF } from 'xlsx'
import { cellTextMax } from './sheet.ts'

/** The text of a cell: booleans as Excel writes them in English, numbers in full, everything trimmed. */
export function textOf(cell: CellObject | undefined): string {
  if (cell?.v === undefined || cell.v === null) return ''
  if (cell.t === 'b') return cell.v ? 'TRUE' : 'FALSE'
  return tidy(cell.t === 'e' ? (cell.w ?? '#ERROR') : String(cell.v))
}

/** The text of an address cell. Where a link shows a name instead of the address, the address is in its target. */
export function addressIn(shown: string, target = ''): string {
  const text = shown.replace(/^mailto:/i, '')
  if (text.includes('@') || !isMailTo(target)) return text
  return tidy(decoded(target.slice('mailto:'.length).split('?')[0] ?? ''))
}

export function isMailTo(target: string): boolean {
  return /^mailto:/i.test(target)
}

/** ASCII without underscores (Excel writes `_x000D_`) and with no blank at either end, as most cells are: nothing to tidy. */
const plain = /^(?:[!-^`-~](?:[ -^`-~]*[!-^`-~])?)?$/

/** Trimmed, without the marks that Excel, the web and word processors leave behind. */
export function tidy(text: string): string {
  if (text.length <= cellTextMax && plain.test(text)) return text
  return text
    .slice(0, cellTextMax)
    .replace(/_x000D_/gi, '')
    .replace(/\r\n?/g, '\n')
    .replace(unseen, '')
    .toWellFormed()
    .trim()
}

/** Control characters but tab and line feed, soft hyphens, zero-width characters, marks of the direction of writing. */
const unseen =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it removes them
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g

/** A number that its format shows as a date: `2026-11-22`, with its time where it has one; a time alone as `14:30`. */
export function dateText(serial: number, { is1904 }: { is1904: boolean }): string {
  const date: Moment | null = SSF.parse_date_code(serial, { date1904: is1904 })
  if (!date) return String(serial)
  const day = `${pad(date.y, 4)}-${pad(date.m)}-${pad(date.d)}`
  const time = `${pad(date.H)}:${pad(date.M)}${date.S === 0 ? '' : `:${pad(date.S)}`}`
  if (serial < 1 && !is1904) return time
  return time === '00:00' ? day : `${day} ${time}`
}

/** The same for a date that is written as one; undefined for what is none. */
export function isoDateText(written: string): string | undefined {
  const [, day, time, seconds] = /^(\d{4}-\d\d-\d\d)(?:$|T(\d\d:\d\d)(?::(\d\d))?)/.exec(written) ?? []
  if (day === undefined) return undefined
  const clock = seconds === undefined || seconds === '00' ? time : `${time}:${seconds}`
  return clock === undefined || clock === '00:00' ? day : `${day} ${clock}`
}

/** What SheetJS makes of the number of a date. */
type Moment = { y: number; m: number; d: number; H: number; M: number; S: number }

function pad(part: number, digits = 2): string {
  return String(part).padStart(digits, '0')
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch (error) {
    if (error instanceof URIError) return text
    throw error
  }
}
