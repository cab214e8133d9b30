import { expect, it } from 'vitest'
import { PackedTexts } from '#src/spreadsheets/xlsx/packed-texts.ts'

function packed(texts: readonly string[]): PackedTexts {
  const all = new PackedTexts()
  for (const text of texts) all.add(text)
  return all
}

it('gives back every text, in any order', () => {
  const texts = Array.from({ length: 70_001 }, (_, at) => (at % 5 ? `Zoë ${at} 😀` : ''))
  const all = packed(texts)
  for (let at = 0; at < texts.length; at++) {
    const scattered = (at * 7919) % texts.length
    expect(all.at(scattered)).toBe(texts[scattered])
  }
})

it('knows no text where there is none', () => {
  const all = packed(['a', 'b'])
  for (const index of [2, 16, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])
    expect(all.at(index), `${index}`).toBeUndefined()
})

it('holds the longest texts that a cell can have, and little more than their bytes', () => {
  const long = Array.from({ length: 200 }, (_, at) => String.fromCodePoint(0x4e00 + at).repeat(32_767))
  const all = packed(long)
  expect(long.every((text, at) => all.at(at) === text)).toBe(true)
  expect(all.bytes).toBeLessThan(200 * 32_767 * 3 * 1.4)
})
