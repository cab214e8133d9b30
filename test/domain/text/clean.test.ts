import { expect, it } from 'vitest'
import { cleanLine, cleanText } from '#src/domain/text/clean.ts'

it('keeps names as their owners write them', () => {
  for (const name of [
    'Zoë',
    "O'Brien & <b>",
    'Nguyễn Thị Ánh',
    '王小明',
    'می\u200cنا',
    'Anne-Marie',
    'Š. de la Tour',
  ])
    expect(cleanLine(name)).toBe(name)
})

it('takes away what cannot be seen, what turns the writing, and what breaks lines', () => {
  expect(cleanLine('  Ann\r\nBcc: all@x.test\u0000 ')).toBe('Ann Bcc: all@x.test')
  expect(cleanLine('Ni\u202ean\u2066\u200f \u00a0 Petit')).toBe('Nian Petit')
  expect(cleanLine('\u200b\u2060\ufeff\u00ad\ud800')).toBe('')
  expect(cleanLine('Zoe\u0308')).toBe('Zoë')
})

it('keeps the lines of a longer text, and nothing else that cannot be seen', () => {
  expect(cleanText(' Dear\u202e Ann,\r\n\r\ncome\u2028and\u0007see \u200b')).toBe(
    'Dear Ann,\n\ncome\nand see',
  )
  expect(cleanText('👩\u200d🌾')).toBe('👩\u200d🌾')
})
