import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  codeOf,
  deriveCode,
  deriveLetterCode,
  formatCode,
  isLetterCode,
  readCode,
} from '#src/domain/codes/code.ts'
import { mistakeIn } from '#src/domain/codes/mistake.ts'
import { keysFrom } from '#src/keys.ts'

const keys = keysFrom('a secret for the codec, 0123456789abcdef')
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** The same codes each time. */
const seeded = { seed: 20, numRuns: 200 }
/** What people put between symbols, and what mail programs and word processors make of it. */
const separators = [
  '-',
  ' ',
  '\u2010',
  '\u2013',
  '\u2014',
  '\u2212',
  '\u00a0',
  '\u202f',
  '\u200b',
  '.',
  '_',
  '',
]
const lookAlikes: Record<string, string[]> = { 0: ['O', 'o', '0'], 1: ['I', 'i', 'L', 'l', '1'] }

/** One of the ways in which a person may type a code: every symbol in any case, or as what it looks like, anything in between. */
function typed(code: string): fc.Arbitrary<string> {
  const symbols = [...code].map((symbol) =>
    fc.tuple(
      fc.constantFrom(...(lookAlikes[symbol] ?? [symbol, symbol.toLowerCase()])),
      fc.constantFrom(...separators),
    ),
  )
  return fc.tuple(...symbols).map((parts) => parts.flat().join(''))
}

describe.each([
  ['a code that is mailed', deriveCode, 27],
  ['a code that is typed from paper', deriveLetterCode, 13],
] as const)('%s', (_title, derive, length) => {
  const codes = fc.nat(1e9).map((n) => derive(keys, `invitation-${n}`, 1))

  it('is read again however a person types it', () => {
    const given = codes.chain((code) => fc.tuple(fc.constant(code), typed(code)))
    fc.assert(
      fc.property(given, ([code, text]) => {
        expect(readCode(text)).toEqual({ state: 'well_formed', code })
        expect(readCode(formatCode(code))).toEqual({ state: 'well_formed', code })
      }),
      seeded,
    )
  })

  it('is found in the link and in the sentence around it', () => {
    const code = derive(keys, 'anyone', 1)
    expect(readCode(`http://localhost:8787/i/${code}?lang=fr`)).toEqual({ state: 'well_formed', code })
    expect(readCode(`Votre code : ${formatCode(code)}. Merci !`)).toEqual({ state: 'well_formed', code })
    for (const [before, after] of ['“”', '«»', '**', '[]', '„“'])
      expect(readCode(`${before}${formatCode(code)}${after}`)).toEqual({ state: 'well_formed', code })
  })

  it('betrays every single wrong symbol, in every place', () => {
    fc.assert(
      fc.property(codes, (code) => {
        const wrong = [...code].flatMap((right, place) =>
          [...alphabet]
            .filter((symbol) => symbol !== right)
            .map((symbol) => code.slice(0, place) + symbol + code.slice(place + 1)),
        )
        expect(wrong).toHaveLength(length * 31)
        expect(wrong.filter((text) => readCode(text).state !== 'mistyped')).toEqual([])
      }),
      seeded,
    )
  })

  it('betrays every swap of neighbours, in every place', () => {
    fc.assert(
      fc.property(codes, (code) => {
        const places = Array.from({ length: length - 1 }, (_, place) => place)
        const swapped = places
          .filter((place) => code[place] !== code[place + 1])
          .map((place) => code.slice(0, place) + code[place + 1] + code[place] + code.slice(place + 2))
        expect(swapped.filter((text) => readCode(text).state !== 'mistyped')).toEqual([])
      }),
      seeded,
    )
  })

  it('uses every symbol of the alphabet alike in every place, and no look-alike', () => {
    const counts = Array.from({ length }, () => new Map<string, number>())
    for (let n = 0; n < 32 * expectedOfEach; n++)
      for (const [place, symbol] of [...derive(keys, `invitation-${n}`, 1)].entries())
        counts[place]?.set(symbol, (counts[place].get(symbol) ?? 0) + 1)
    for (const ofPlace of counts) {
      expect([...ofPlace.keys()].toSorted().join('')).toBe(alphabet)
      expect(chiSquare([...ofPlace.values()])).toBeLessThan(chiSquareMax)
    }
  })
})

const expectedOfEach = 200
/** With 31 degrees of freedom chance goes beyond it once in a million times. The codes are the same each time, so it does not. */
const chiSquareMax = 85

function chiSquare(counts: number[]): number {
  return counts.reduce((sum, count) => sum + (count - expectedOfEach) ** 2 / expectedOfEach, 0)
}

describe('which code an invitation has', () => {
  const invitation = { publicId: 'x', generation: 1 }

  it('follows from its address: a short one for who has none', () => {
    const letter = codeOf(keys, { ...invitation, address: null })
    const mail = codeOf(keys, { ...invitation, address: 'a@b.c' })
    expect([letter.length, mail.length]).toEqual([13, 27])
    expect([letter, mail].map(isLetterCode)).toEqual([true, false])
    expect(mail.startsWith(letter.slice(0, -1))).toBe(false)
    expect(codeOf(keys, { ...invitation, generation: 2, address: null })).not.toBe(letter)
  })

  it('shows in its groups', () => {
    expect(formatCode(codeOf(keys, { ...invitation, address: null }))).toMatch(/^\w{4}-\w{4}-\w{5}$/)
    expect(formatCode(codeOf(keys, { ...invitation, address: 'a@b.c' }))).toMatch(/^(\w{4}-){6}\w{3}$/)
  })
})

describe('what is no code', () => {
  it('of the wrong length is a typing error, and blanks are no code', () => {
    expect(readCode('7K3Q').state).toBe('mistyped')
    expect(readCode(' - ').state).toBe('empty')
  })
})

describe('what is wrong with something typed', () => {
  it.each([
    ['', 'empty', 0],
    [' - ', 'empty', 0],
    ['7k3q-9', 'short', 5],
    ['7K3Q-9F2M-1234', 'short', 12],
    ['7K3Q-9F2M-12345', 'mistyped', 13],
    ['7K3Q-9F2M-12345-6', 'length', 14],
    ['A'.repeat(26), 'length', 26],
    ['A'.repeat(27), 'mistyped', 27],
    ['A'.repeat(28), 'foreign', 28],
    ['Zoé', 'foreign', 3],
    ['https://parvis.example/i/7K3Q-9F2M', 'short', 8],
  ] as const)('is told of %j', (text, kind, count) => {
    expect(mistakeIn(text)).toEqual({ kind, count })
  })
})
