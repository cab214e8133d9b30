import { expect, it } from 'vitest'
import { cleanName } from '#src/domain/invitations/clean-name.ts'

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
    expect(cleanName(name)).toBe(name)
})

it('takes away what cannot be seen, what turns the writing, and what breaks lines', () => {
  expect(cleanName('  Ann\r\nBcc: all@x.test\u0000 ')).toBe('Ann Bcc: all@x.test')
  expect(cleanName('Ni\u202ean\u2066\u200f \u00a0 Petit')).toBe('Nian Petit')
  expect(cleanName('\u200b\u2060\ufeff\u00ad\ud800')).toBe('')
  expect(cleanName('Zoe\u0308')).toBe('Zoë')
})
