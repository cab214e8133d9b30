import { describe, expect, it } from 'vitest'
import { harmlessText, withoutMarks } from '#src/spreadsheets/harmless-text.ts'

const formulas = [
  ...[
    '=1+1',
    '+32 470 12 34 56',
    '-x@ville.test',
    '@SUM(A1)',
    '＝1+1',
    '＋1',
    '－1',
    '＠a',
    '  =1',
    '\u00a0=1',
  ],
  ...['\u200b=1', "'=1", "''=1", "' =1", "'-x@ville.test", "'+'=1"],
]
const middles = [
  'Quartier A, -B',
  'a;=1',
  'a|@b',
  'a\n=1',
  'a"=1',
  'a, \u00a0＝1',
  "a,'=1",
  'a\n\n+1',
  'a;;=1,,=2',
]
const plain = [
  '',
  'Zoé',
  "'t Hooft",
  "l'=x",
  'x@ville.test',
  'a-b',
  '1-1',
  'x =1',
  "'",
  '007',
  'Élus, Zoé',
  '2026-11-22',
]

describe('a text that could be a formula', () => {
  it.each([...formulas, ...middles])(
    'is none with an apostrophe before it, and comes back as it was: %j',
    (text) => {
      const harmless = harmlessText(text)
      expect(harmless).not.toBe(text)
      for (const separator of [/,/, /;/, /\n/, /\|/, /"/])
        for (const cell of harmless.split(separator))
          expect(cell.replace(/^[\s\p{Cf}]+/u, '')).not.toMatch(/^[=+\-@＝＋－＠]/)
      expect(withoutMarks(harmless)).toBe(text)
    },
  )

  it.each(plain)('is left alone where it is none: %j', (text) => {
    expect(harmlessText(text)).toBe(text)
    expect(withoutMarks(text)).toBe(text)
  })

  it('takes no longer however long and strange it is', () => {
    const long = ["'".repeat(32_000), ' '.repeat(32_000), ',\u200b'.repeat(16_000), ",'".repeat(16_000)]
    for (const text of long) expect(withoutMarks(harmlessText(`${text}=1`))).toBe(`${text}=1`)
  })
})
