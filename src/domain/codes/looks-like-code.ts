import { formatCode, readCode } from './code.ts'
import { unwrapLink } from './unwrap-link.ts'

/** Symbols of a code in groups of four, as we write them, with dashes or blanks; the last group may be longer or shorter. */
const grouped = /^(?:[0-9a-z]{4}[\s\p{Pd}]+){4,}[0-9a-z]{1,5}$/iu
const letterGroups = /^[0-9a-z]{4}\p{Pd}[0-9a-z]{4}\p{Pd}[0-9a-z]{4,6}$/iu
const alone = /^[0-9a-z]{20,}$/i
const begun = /^[0-9a-z]{4}(?:\p{Pd}[0-9a-z]{0,5})+$|^[0-9a-z]{10,}$/iu
/** As it is written down while somebody reads it out. */
const begunWithBlanks = /^[0-9a-z]{4}(?:\s+[0-9a-z]{4})+(?:\s+[0-9a-z]{0,5})?$/i

/**
 * Whether somebody meant a code or a link of a letter rather than a name or an address, though it may be mistyped. Names
 * have no digits; nearly every code has some.
 */
export function looksLikeCode(typed: string): boolean {
  const text = unwrapLink(typed).trim()
  if (/\/[iu]\/[^\s/]/i.test(text)) return true
  const candidates = [text, ...text.split(/\s+/)]
  return candidates.some(
    (part) => hasDigit(part) && [grouped, letterGroups, alone].some((form) => form.test(part)),
  )
}

/**
 * The code that stands in a long text, as codes are written, or else what was meant for one; undefined where there is neither. One
 * word in thirty of that length happens to read as a code: codes have digits, or dashes.
 */
export function codeIn(text: string): string | undefined {
  const spelled = spelledIn(text)
  if (spelled !== undefined) return spelled
  const words = text.split(/\s+/)
  for (const word of words.filter((each) => /[\d\p{Pd}]/u.test(each))) {
    const read = readCode(word)
    if (read.state === 'well_formed') return formatCode(read.code)
  }
  return words.find(looksLikeCode)
}

/** The code that stands in its groups amid a text, as somebody writes it down, whatever stands between them. */
export function spelledIn(text: string): string | undefined {
  const words = text.split(/[^0-9a-z]+/i)
  for (const count of groupCounts)
    for (let first = 0; first + count <= words.length; first++) {
      const groups = words.slice(first, first + count).join(' ')
      const read = readCode(groups)
      if (hasDigit(groups) && inGroups.test(groups) && read.state === 'well_formed')
        return formatCode(read.code)
    }
  return undefined
}

/** Of a letter code, and of a mailed one. */
const groupCounts = [3, 7]
const inGroups = /^(?:[0-9a-z]{4} ){2,6}[0-9a-z]{3,5}$/i

/** Whether it may become a code by typing on, so that it had better stand in no address. */
export function beginsLikeCode(typed: string): boolean {
  const text = unwrapLink(typed).trim()
  return (
    looksLikeCode(text) ||
    /\/[iu]\/?$/i.test(text) ||
    (hasDigit(text) && [begun, begunWithBlanks].some((form) => form.test(text)))
  )
}

function hasDigit(text: string): boolean {
  return /\d/.test(text)
}
