// A code as somebody types it: what src/domain/codes reads on the server. That both agree is tested (test/house/typed-code.test.ts).

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const letterLength = 13
const mailedLength = 27

/**
 * What a text is: `empty`, `short` (fewer symbols than any code has), `length` (as many as neither kind has), `mistyped`, `right`, or
 * `other`, of which only the server can tell.
 */
export function stateOf(text) {
  const symbols = symbolsIn(text)
  if (symbols === '') return 'empty'
  if (symbols.length > mailedLength || !/^[0-9A-Z]+$/.test(symbols)) return 'other'
  if (symbols.length < letterLength) return 'short'
  if (symbols.length !== letterLength && symbols.length !== mailedLength) return 'length'
  return isCode(symbols) ? 'right' : 'mistyped'
}

/** Without what does not matter, look-alikes as what we use. */
export function symbolsIn(text) {
  return unwrapped(text)
    .toUpperCase()
    .replace(/[\s\p{Pd}\p{Pi}\p{Pf}\p{Ps}\p{Pe}\u2212_.,;:'"*<>\p{Cf}]/gu, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
}

/**
 * The text in groups, as codes are printed, and where the caret is then. What cannot be part of a code stays as it is, but for a link
 * or a sentence with a code in it, which becomes that code. `isForward`: the caret goes on behind a dash rather than before it.
 */
export function regroup(text, caret, isForward = false) {
  const found = codeWithin(text)
  if (found !== undefined) return { text: found, caret: found.length }
  if (!/^[0-9A-Za-z\s\p{Pd}]*$/u.test(text) || bare(text).length > mailedLength) return { text, caret }
  const symbols = bare(text)
  const before = bare(text.slice(0, caret)).length
  const starts = groupStarts(symbols.length)
  const dashes = starts.filter((start) => (isForward ? start <= before : start < before)).length
  return { text: grouped(symbols), caret: before + dashes }
}

/** The one code of a link or a sentence; undefined where the text is nothing but a code. */
function codeWithin(text) {
  const plain = unwrapped(text)
  const links = [...plain.matchAll(/\/i\/([^\s/?#&!]+)/gi)].map(([, link]) => link)
  if (links.length === 0 && isCode(symbolsIn(text))) return undefined
  const code = [...links, ...plain.split(/\s+/)].map(symbolsIn).find(isCode)
  return code && grouped(code)
}

/** A link as it was before a mail program wrapped it into one of its own, perhaps twice. */
function unwrapped(text) {
  const once = (wrapped) =>
    wrapped.replace(/%[2-7][0-9a-f]/gi, (sign) => String.fromCharCode(Number.parseInt(sign.slice(1), 16)))
  return once(once(text.normalize('NFKC')))
}

function bare(text) {
  return text.replace(/[\s\p{Pd}]/gu, '').toUpperCase()
}

function grouped(symbols) {
  const starts = [0, ...groupStarts(symbols.length)]
  return starts.map((start, index) => symbols.slice(start, starts[index + 1])).join('-')
}

/** In fours; the last group of a letter code has five. */
function groupStarts(length) {
  const groups = length === letterLength ? 3 : Math.ceil(length / 4)
  return Array.from({ length: Math.max(0, groups - 1) }, (_, index) => 4 * (index + 1))
}

function isCode(symbols) {
  if (symbols.length !== letterLength && symbols.length !== mailedLength) return false
  if ([...symbols].some((symbol) => !alphabet.includes(symbol))) return false
  let sum = 0
  let factor = 1
  for (const symbol of symbols.slice(0, -1)) {
    factor = multiply(factor, 2)
    sum ^= multiply(factor, alphabet.indexOf(symbol))
  }
  return alphabet[sum] === symbols.at(-1)
}

/** In GF(32), modulo x⁵ + x² + 1. */
function multiply(left, right) {
  let product = 0
  for (let a = left, b = right; b > 0; b >>= 1) {
    if (b & 1) product ^= a
    a <<= 1
    if (a & 32) a ^= 0b100101
  }
  return product
}
