import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { deriveCode, formatCode, readCode } from '#src/domain/codes/code.ts'
import { keysFrom } from '#src/keys.ts'

const keys = keysFrom('a secret for the codec, 0123456789abcdef')
const codes = fc.integer({ min: 1 }).map((n) => deriveCode(keys, `invitation-${n}`, 1))
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

describe('a code', () => {
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
    const code = deriveCode(keys, 'anyone', 1)
    expect(readCode(`http://localhost:8787/i/${code}?lang=fr`)).toEqual({ state: 'well_formed', code })
    expect(readCode(`Votre code : ${formatCode(code)}. Merci !`)).toEqual({ state: 'well_formed', code })
  })

  it('betrays every single wrong symbol', () => {
    fc.assert(
      fc.property(codes, fc.nat(26), fc.constantFrom(...alphabet), (code, place, symbol) => {
        fc.pre(code[place] !== symbol)
        const wrong = code.slice(0, place) + symbol + code.slice(place + 1)
        expect(readCode(wrong).state).toBe('mistyped')
      }),
    )
  })

  it('betrays every swap of neighbours', () => {
    fc.assert(
      fc.property(codes, fc.nat(25), (code, place) => {
        const [a = '', b = ''] = code.slice(place, place + 2)
        fc.pre(a !== b)
        const swapped = code.slice(0, place) + b + a + code.slice(place + 2)
        expect(readCode(swapped).state).toBe('mistyped')
      }),
    )
  })

  it('of the wrong length is a typing error, and blanks are no code', () => {
    expect(readCode('7K3Q').state).toBe('mistyped')
    expect(readCode(' - ').state).toBe('empty')
  })
})
