import { nameMax, type ReadRow } from './batch.ts'

/** A quoted name before an address, an address in angle brackets, a separator, or text between those. */
const token = /"[^"\n<>]*"(?=\s*<)|<[^<>\n]*>|[,;，；、\t\n]|[^,;，；、\t\n<"]+|[<"]/g

/**
 * Reads a list of addresses as people paste it: separated by commas, semicolons, tabs, lines or spaces, with names
 * (`Ann Example <ann@x.org>`, `"Example, Ann" <ann@x.org>`) or `mailto:`. Every piece becomes a row, the bad ones too,
 * so that the review can name them.
 */
export function readAddresses(text: string): ReadRow[] {
  const pieces: ReadRow['values'][] = []
  let pending = ''
  const flush = () => {
    pieces.push(...words(pending).map((email) => ({ email: bareAddress(email) })))
    pending = ''
  }
  for (const [part] of foldSpaces(text).matchAll(token)) {
    if (/^[,;，；、\t\n]$/.test(part)) flush()
    else if (/^<.*>$/.test(part)) {
      pieces.push(...namedAddress(pending, part.slice(1, -1)))
      pending = ''
    } else {
      if (/^".*"$/.test(part)) flush()
      pending += part
    }
  }
  flush()
  return pieces.filter(({ email }) => email !== '').map((values, index) => ({ row: index + 1, values }))
}

/** The pieces before an angle bracket are a name, except for addresses among them, which stand for themselves. */
function namedAddress(before: string, inBrackets: string): ReadRow['values'][] {
  const email = bareAddress(inBrackets)
  if (/^".*"$/.test(before.trim())) return [{ email, ...namesOf(before.trim().slice(1, -1)) }]
  const parts = words(before)
  const nameStart = parts.findLastIndex((part) => part.includes('@')) + 1
  const others = parts.slice(0, nameStart).map((part) => ({ email: bareAddress(part) }))
  const strangers = others.filter((other) => other.email.toLowerCase() !== email.toLowerCase())
  return [...strangers, { email, ...namesOf(parts.slice(nameStart).join(' ')) }]
}

/** `Ann Example` and `Example, Ann`. A name too long to be one is left out: the address is what counts here. */
function namesOf(given: string): { first_name?: string; last_name?: string } {
  const name = given.replace(/^['\s]+|['\s]+$/g, '')
  const [last = '', first] = name.split(/,\s*(.*)/)
  const [, firstWord = '', rest = ''] = /^(\S*)\s*(.*)$/.exec(name) ?? []
  const [firstName, lastName] = first === undefined ? [firstWord, rest] : [first, last]
  if (name.includes('@') || firstName.length > nameMax || lastName.length > nameMax) return {}
  return { ...(firstName && { first_name: firstName }), ...(lastName && { last_name: lastName }) }
}

function bareAddress(piece: string): string {
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

function words(text: string): string[] {
  return text.split(/\s+/).filter(Boolean)
}
