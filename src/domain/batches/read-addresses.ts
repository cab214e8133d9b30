import { personNameMax } from '../users/user.ts'
import { rowsMax } from './batch.ts'
import type { ReadRow } from './row.ts'

/** A piece longer than this is neither address nor name; it is not looked into, and not kept as a whole. */
const pieceMax = 500

/** A quoted name before an address, an address in angle brackets, a separator, or text between those. */
const token = /"[^"\n<>]*"(?=\s*<)|<[^<>\n]*>|[,;，；、\t\n]|[^,;，；、\t\n<"]+|[<"]/g

/**
 * Reads a list of addresses as people paste it: separated by commas, semicolons, tabs, lines or spaces, with names
 * (`Ann Example <ann@x.org>`, `"Example, Ann" <ann@x.org>`) or `mailto:`. Every piece becomes a row, the bad ones too,
 * so that the review can name them. Reading ends one row after the most that a batch takes.
 */
export function readAddresses(text: string): ReadRow[] {
  const rows: ReadRow[] = []
  for (const values of piecesIn(foldSpaces(text))) {
    if (rows.length > rowsMax) break
    if (values.email !== '') rows.push({ row: rows.length + 1, values })
  }
  return rows
}

type Piece = ReadRow['values']

function* piecesIn(text: string): Generator<Piece> {
  let pending = ''
  for (const [part] of text.matchAll(token)) {
    const isSeparator = /^[,;，；、\t\n]$/.test(part)
    if (/^<.*>$/.test(part)) {
      yield* namedAddress(pending, part.slice(1, -1))
      pending = ''
    } else if (isSeparator || /^".*"$/.test(part)) {
      yield* bareAddresses(pending)
      pending = isSeparator ? '' : part
    } else pending += part
  }
  yield* bareAddresses(pending)
}

function* bareAddresses(text: string): Generator<Piece> {
  for (const [word] of text.matchAll(/\S+/g)) yield { email: bareAddress(word) }
}

/** What stands before an angle bracket is a name, except for addresses in it, which stand for themselves. */
function* namedAddress(before: string, inBrackets: string): Generator<Piece> {
  const email = bareAddress(inBrackets)
  const [, quoted] = /^"(.*)"$/.exec(before.trim()) ?? []
  const nameStart = quoted === undefined ? endOfAddresses(before) : 0
  for (const other of bareAddresses(before.slice(0, nameStart)))
    if (other.email?.toLowerCase() !== email.toLowerCase()) yield other
  yield { email, ...namesOf(quoted ?? before.slice(nameStart)) }
}

/** Where the last word with an @ ends. */
function endOfAddresses(text: string): number {
  const at = text.lastIndexOf('@')
  if (at === -1) return 0
  const length = text.slice(at).search(/\s/)
  return length === -1 ? text.length : at + length
}

/** `Ann Example` and `Example, Ann`. A name too long to be one is left out: the address is what counts here. */
function namesOf(given: string): { first_name?: string; last_name?: string } {
  if (given.length > pieceMax) return {}
  const name = given.replace(/^['\s]+|['\s]+$/g, '')
  const [last = '', first] = name.split(/,\s*(.*)/)
  const [, firstWord = '', rest = ''] = /^(\S*)\s*(.*)$/.exec(name) ?? []
  const [firstName, lastName] = first === undefined ? [firstWord, rest] : [first, last]
  if (name.includes('@') || Math.max(firstName.length, lastName.length) > personNameMax) return {}
  return { ...(firstName && { first_name: firstName }), ...(lastName && { last_name: lastName }) }
}

function bareAddress(piece: string): string {
  if (piece.length > pieceMax) return piece.trim().slice(0, pieceMax).toWellFormed()
  const address = piece.trim().replace(/^["'(]+|["')]+$/g, '')
  return /^mailto:/i.test(address) ? (address.slice('mailto:'.length).split('?')[0] ?? '') : address
}

/** Every kind of line end as a newline, every other blank but the tab as a space, marks that nobody sees gone. */
function foldSpaces(text: string): string {
  return text
    .replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, '\n')
    .replace(/[\u200B\u2060\uFEFF\u00AD]/g, '')
    .replace(/[^\S\n\t]/g, ' ')
}
