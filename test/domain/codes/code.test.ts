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
import { keysFrom } from '#src/keys.ts'

const keys = keysFrom('a secret for the codec, 0123456789abcdef')
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

describe.each([
  ['a code that is mailed', deriveCode, 27],
  ['a code that is typed from paper', deriveLetterCode, 13],
] as const)('%s', (_title, derive, length) => {
  const codes = fc.integer({ min: 1 }).map((n) => derive(keys, `invitation-${n}`, 1))

  it('is read again however a person types it', () => {
    const separators = fc.constantFrom('-', ' ', '\u2013', '\u00a0', '')
    fc.assert(
      fc.property(codes, separators, fc.boolean(), (code, separator, isLower) => {
        const spoken = formatCode(code).replaceAll('-', separator).replaceAll('0', 'O').replaceAll('1', 'l')
        const typed = isLower ? spoken.toLowerCase() : spoken
        expect(readCode(typed)).toEqual({ state: 'well_formed', code })
      }),
    )
  })

  it('is found in the link and in the sentence around it', () => {
    const code = derive(keys, 'anyone', 1)
    expect(readCode(`http://localhost:8787/i/${code}?lang=fr`)).toEqual({ state: 'well_formed', code })
    expect(readCode(`Votre code : ${formatCode(code)}. Merci !`)).toEqual({ state: 'well_formed', code })
  })

  it('betrays every single wrong symbol', () => {
    fc.assert(
      fc.property(codes, fc.nat(length - 1), fc.constantFrom(...alphabet), (code, place, symbol) => {
        fc.pre(code[place] !== symbol)
        const wrong = code.slice(0, place) + symbol + code.slice(place + 1)
        expect(readCode(wrong).state).toBe('mistyped')
      }),
    )
  })

  it('betrays every swap of neighbours', () => {
    fc.assert(
      fc.property(codes, fc.nat(length - 2), (code, place) => {
        const [a = '', b = ''] = code.slice(place, place + 2)
        fc.pre(a !== b)
        const swapped = code.slice(0, place) + b + a + code.slice(place + 2)
        expect(readCode(swapped).state).toBe('mistyped')
      }),
    )
  })

  it('uses every symbol of the alphabet in every place, and no look-alike', () => {
    const seen = Array.from({ length }, () => new Map<string, number>())
    for (let n = 0; n < 2000; n++)
      for (const [place, symbol] of [...derive(keys, `invitation-${n}`, 1)].entries())
        seen[place]?.set(symbol, (seen[place].get(symbol) ?? 0) + 1)
    for (const counts of seen) {
      expect([...counts.keys()].toSorted().join('')).toBe(alphabet)
      // 62.5 of each are expected, with a standard deviation of 7.8.
      for (const count of counts.values()) expect(Math.abs(count - 62.5)).toBeLessThan(5 * 7.8)
    }
  })
})

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
