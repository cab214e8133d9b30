import { expect, it } from 'vitest'
import { dark, light } from '#views/letters/letter-style.ts'

it.each(Object.entries({ light, dark }))('every text can be read in the %s', (_, colours) => {
  const { ground, sheet, soft, ink, quiet, accent, onAccent } = colours
  const pairs = [
    ...[ground, sheet, soft].flatMap((behind) => [
      [ink, behind],
      [quiet, behind],
    ]),
    ...[
      [accent, sheet],
      [onAccent, accent],
    ],
  ]
  for (const [text = '', behind = ''] of pairs)
    expect([text, behind, contrast(text, behind) >= 4.5]).toEqual([text, behind, true])
})

it.each(Object.entries({ light, dark }))(
  'nothing in the %s is pure white or black, which is turned round',
  (_, colours) => {
    expect(Object.values(colours).filter((colour) => /^#(f{6}|0{6})$/i.test(colour))).toEqual([])
  },
)

/** As WCAG 2.2 defines it. */
function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return (lighter + 0.05) / (darker + 0.05)
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((from) => {
    const value = Number.parseInt(colour.slice(from, from + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
