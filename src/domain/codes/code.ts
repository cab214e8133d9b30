import { createHmac } from 'node:crypto'
import type { Keys } from '#src/keys.ts'
import { unwrapLink } from './unwrap-link.ts'

/** Crockford's base 32: no I, L, O, U. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/** Symbols of a mailed code before its check symbol: 130 bits. */
const mailedCodeLength = 26
/** Symbols of a letter code before its check symbol: 60 bits. */
const letterCodeLength = 12
/** How many symbols the two kinds of codes have. */
export const mailedCodeSymbols = mailedCodeLength + 1
export const letterCodeSymbols = letterCodeLength + 1

export type ReadCode = { state: 'well_formed'; code: string } | { state: 'mistyped' } | { state: 'empty' }

/** What a code is derived from. An invitation without an address has a letter code: short, to be typed from paper. */
export type CodeSource = { publicId: string; generation: number; address: string | null }

/** The code of an invitation, in the form that follows from whether it has an address. */
export function codeOf(keys: Keys, { publicId, generation, address }: CodeSource): string {
  return address === null
    ? deriveLetterCode(keys, publicId, generation)
    : deriveCode(keys, publicId, generation)
}

/** The code of a mailed invitation: HMAC-SHA-256 of its public id and generation, as 26 symbols and a check symbol (DESIGN 2.2). */
export function deriveCode(keys: Keys, publicId: string, generation: number): string {
  return withCheckSymbol(toSymbols(derive(keys, `${publicId}:${generation}`), mailedCodeLength))
}

/** The code of an invitation on paper: as above under a label of its own, 12 symbols and a check symbol. */
export function deriveLetterCode(keys: Keys, publicId: string, generation: number): string {
  return withCheckSymbol(toSymbols(derive(keys, `letter:${publicId}:${generation}`), letterCodeLength))
}

export function isLetterCode(code: string): boolean {
  return code.length === letterCodeSymbols
}

/** What the database keeps of a code, to find its invitation by. */
export function macOfCode(keys: Keys, code: string): string {
  return createHmac('sha256', keys.codeMac).update(code).digest('base64url')
}

/** Symbols of a letter code that staff may ask for to find it: its end, which says too little to be guessed from. */
export const tailLength = 4

/** What the database keeps of the last symbols of a letter code, to find it by: 32 bits of their HMAC. */
export function tailOf(keys: Keys, code: string): string {
  return createHmac('sha256', keys.codeTail).update(code.slice(-tailLength)).digest('hex').slice(0, 8)
}

/** A code in readable groups: `7K3Q-9F2M-…`; a letter code as `XXXX-XXXX-XXXXX`, without a lonely last symbol. */
export function formatCode(code: string): string {
  const groups = isLetterCode(code) ? /.{4}(?=.{4})|.+/g : /.{1,4}/g
  return code.match(groups)?.join('-') ?? code
}

/**
 * Reads what a person pasted: any case, spaces, dashes of all kinds, O for 0, I or L for 1, the whole link, also as a mail
 * program wrapped it, or the sentence around the code. A wrong check symbol is a typing error, known without asking the database.
 */
export function readCode(pasted: string): ReadCode {
  const whole = symbolsIn(pasted)
  if (whole === '') return { state: 'empty' }
  const text = unwrapLink(pasted)
  const code = [whole, ...[...linkedIn(text), ...text.split(/\s+/)].map(canonical)].find(isWellFormed)
  return code === undefined ? { state: 'mistyped' } : { state: 'well_formed', code }
}

/** What was typed without what does not matter: of a link the end, in capitals, without blanks and dashes, look-alikes as what we use. */
export function symbolsIn(pasted: string): string {
  const text = unwrapLink(pasted)
  return canonical(linkedIn(text)[0] ?? text)
}

/** What stands for a code in each link of a text. */
function linkedIn(text: string): string[] {
  return [...text.matchAll(/\/i\/([^\s/?#&!]+)/gi)].map(([, code = '']) => code)
}

function derive(keys: Keys, what: string): Uint8Array {
  return createHmac('sha256', keys.code).update(what).digest()
}

function withCheckSymbol(symbols: string): string {
  return symbols + checkSymbol(symbols)
}

function canonical(text: string): string {
  return text
    .toUpperCase()
    .replace(/[\s\p{Pd}\p{Pi}\p{Pf}\p{Ps}\p{Pe}\u2212_.,;:'"*<>\p{Cf}]/gu, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
}

function isWellFormed(code: string): boolean {
  if (code.length !== mailedCodeSymbols && code.length !== letterCodeSymbols) return false
  const symbols = code.slice(0, -1)
  return /^[0-9A-HJKMNP-TV-Z]+$/.test(code) && checkSymbol(symbols) === code.at(-1)
}

/** The first bits, five by five, as symbols. Plain numbers, because thousands of codes are made at once. */
function toSymbols(bytes: Uint8Array, count: number): string {
  let symbols = ''
  let waiting = 0
  let bits = 0
  for (const byte of bytes) {
    waiting = ((waiting & 31) << 8) | byte
    for (bits += 8; bits >= 5 && symbols.length < count; bits -= 5)
      symbols += alphabet[(waiting >> (bits - 5)) & 31]
    if (symbols.length === count) break
  }
  return symbols
}

/**
 * The sum of each symbol times a power of the generator of GF(32), distinct for every place. Two places never share a
 * factor, so one wrong symbol and a swap of two neighbours always change the sum.
 */
function checkSymbol(symbols: string): string {
  let sum = 0
  let factor = 1
  for (const symbol of symbols) {
    factor = products[factor * 32 + 2] ?? 0
    sum ^= products[factor * 32 + alphabet.indexOf(symbol)] ?? 0
  }
  return alphabet[sum] ?? ''
}

/** Multiplication in GF(32) modulo x⁵ + x² + 1. */
function multiply(left: number, right: number): number {
  let product = 0
  for (let a = left, b = right; b > 0; b >>= 1) {
    if (b & 1) product ^= a
    a <<= 1
    if (a & 32) a ^= 0b100101
  }
  return product
}

const products = Uint8Array.from({ length: 32 * 32 }, (_, pair) => multiply(pair >> 5, pair & 31))
