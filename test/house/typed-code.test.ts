import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { deriveCode, deriveLetterCode, formatCode, readCode } from '#src/domain/codes/code.ts'
import { mistakeIn } from '#src/domain/codes/mistake.ts'
import { keysFrom } from '#src/keys.ts'
// @ts-expect-error: what browsers load has no types
import { regroup, stateOf, symbolsIn } from '#views/assets/code.js'

const keys = keysFrom('a secret for the codec, 0123456789abcdef')
const seeded = { seed: 6, numRuns: 500 }
const letterCodes = fc.nat(1e6).map((n) => deriveLetterCode(keys, `invitation-${n}`, 1))
const anyCode = fc.oneof(
  letterCodes,
  fc.nat(1e6).map((n) => deriveCode(keys, `invitation-${n}`, 1)),
)
const alphabet = [...'0123456789ABCDEFGHJKMNPQRSTVWXYZ']
/** What the server calls a text, in the words of the page. */
const onServer = (text: string) => (readCode(text).state === 'well_formed' ? 'right' : mistakeIn(text).kind)

describe('the browser', () => {
  it('finds the check symbol of every code right, and every other symbol in its place wrong', () => {
    fc.assert(
      fc.property(anyCode, (code) => {
        for (const symbol of alphabet) {
          const typed = code.slice(0, -1) + symbol
          expect([stateOf(typed), stateOf(formatCode(typed))]).toEqual([onServer(typed), onServer(typed)])
          expect(stateOf(typed)).toBe(symbol === code.at(-1) ? 'right' : 'mistyped')
        }
      }),
      seeded,
    )
  })

  it('says what the server says of whatever is typed out of letters, digits and separators', () => {
    const typed = fc.string({ unit: fc.constantFrom(...alphabet, ...'OILUoilu-– '), maxLength: 27 })
    fc.assert(
      fc.property(typed, (text) => {
        expect(stateOf(text)).toBe(onServer(text))
      }),
      seeded,
    )
  })

  it('reads past quotation marks, as the server does', () => {
    const code = formatCode(deriveLetterCode(keys, 'quoted', 1))
    for (const text of [`“${code}”`, `«${code}»`, `*${code}*`])
      expect([stateOf(text), onServer(text)]).toEqual(['right', 'right'])
  })

  it('leaves to the server what is no code by itself', () => {
    expect(['Zoé', 'https://parvis.example/i/', 'x'.repeat(40)].map(stateOf)).toEqual([
      'other',
      'other',
      'other',
    ])
  })
})

/** A field in which somebody types: `|` is the caret. */
function fieldAfter(
  field: string,
  act: (text: string, caret: number) => [string, number],
  isForward = false,
): string {
  const at = field.indexOf('|')
  const { text, caret } = regroup(...act(field.replace('|', ''), at), isForward)
  return `${text.slice(0, caret)}|${text.slice(caret)}`
}
const typing =
  (added: string) =>
  (text: string, caret: number): [string, number] => [
    text.slice(0, caret) + added + text.slice(caret),
    caret + added.length,
  ]
const backspace = (text: string, caret: number): [string, number] => [
  text.slice(0, caret - 1) + text.slice(caret),
  caret - 1,
]
const remove = (text: string, caret: number): [string, number] => [
  text.slice(0, caret) + text.slice(caret + 1),
  caret,
]

describe('the field', () => {
  it.each([
    ['|', 'k', 'K|'],
    ['7K3Q|', '9', '7K3Q-9|'],
    ['7K3Q|', '-', '7K3Q|'],
    ['7K3|Q-9F', 'X', '7K3X|-Q9F'],
    ['7K3Q-9F2M-1234|', '5', '7K3Q-9F2M-12345|'],
    ['7K3Q-9F2M-12345|', '6', '7K3Q-9F2M-1234-56|'],
    ['|', '7k3q 9f2m 12345', '7K3Q-9F2M-12345|'],
    ['7K3Q-|9F', '2M', '7K3Q-2M|9F'],
  ])('%j in which %j is typed is %j', (field, added, expected) => {
    expect(fieldAfter(field, typing(added))).toBe(expected)
  })

  it.each([
    ['7K3Q-9|', '7K3Q|'],
    ['7K3Q-|9F', '7K3Q|-9F'],
    ['7K3|Q-9F', '7K|Q9-F'],
    ['7K3Q-9F2M-1234-5|6', '7K3Q-9F2M-1234|6'],
  ])('%j from which a symbol is taken back is %j', (field, expected) => {
    expect(fieldAfter(field, backspace)).toBe(expected)
  })

  it.each([
    ['7K3Q|-9F', '7K3Q-|9F'],
    ['7K3Q-|9F', '7K3Q-|F'],
    ['7K3|Q-9F', '7K3|9-F'],
  ])('%j from which the next is deleted is %j', (field, expected) => {
    expect(fieldAfter(field, remove, true)).toBe(expected)
  })

  it('never loses, adds or changes a symbol, is stable, and leaves as many symbols before the caret', () => {
    const typed = fc.string({ unit: fc.constantFrom(...alphabet, ...'OILUoilu-– '), maxLength: 30 })
    fc.assert(
      fc.property(typed, fc.nat(30), fc.boolean(), (text, place, isForward) => {
        fc.pre(readCode(text).state !== 'well_formed')
        const before = Math.min(place, text.length)
        const { text: shown, caret } = regroup(text, before, isForward)
        expect(symbolsIn(shown)).toBe(symbolsIn(text))
        expect(symbolsIn(shown.slice(0, caret))).toBe(symbolsIn(text.slice(0, before)))
        expect(regroup(shown, caret, isForward)).toEqual({ text: shown, caret })
      }),
      seeded,
    )
  })

  it('shows the code of a pasted link or sentence as codes are printed', () => {
    fc.assert(
      fc.property(anyCode, (code) => {
        const shown = { text: formatCode(code), caret: formatCode(code).length }
        for (const pasted of [
          `https://parvis.example/i/${code}?lang=fr`,
          `https://www.google.com/url?q=http%3A%2F%2Fparvis.example%2Fi%2F${code}%3Flang%3Dfr&sa=D`,
          `https://x.example/?u=http%253A%252F%252Fparvis.example%252Fi%252F${code}%2526b`,
          `https://urldefense.com/v3/__https://parvis.example/i/${code}__;!!AbC!d$`,
          `Votre code : ${formatCode(code)}. Merci !`,
        ])
          expect(regroup(pasted, pasted.length)).toEqual(shown)
        expect(regroup(code.toLowerCase(), code.length)).toEqual(shown)
      }),
      seeded,
    )
  })

  it('leaves alone what is no code', () => {
    for (const text of ['https://parvis.example/', 'Zoé Roy', 'a@b.example', 'x'.repeat(60)])
      expect(regroup(text, 3)).toEqual({ text, caret: 3 })
  })
})
