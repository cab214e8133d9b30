import { expect, it } from 'vitest'
import { unlinked } from '#views/letters/unlinked.ts'

const shown = (text: string) => unlinked(text).replaceAll('\u2060', '|')

it('breaks whatever a mail program would make a link of', () => {
  expect(shown('www.evil.test')).toBe('www.|evil.|test')
  expect(shown('https://evil.test/x')).toBe('https:|/|/evil.|test/x')
  expect(shown('evil.test/x, a.b@evil.test')).toBe('evil.|test/x, a.|b@|evil.|test')
  expect(shown('tel:112 javascript:x mailto:a')).toBe('tel:|112 javascript:|x mailto:|a')
  expect(shown('evil。test \\\\evil\\share')).toBe('evil。|test \\|\\evil\\share')
  expect(shown('Call 02/555.12.34 or +32 2 555 12 34!')).not.toMatch(/\d[\s./]?\d/)
})

it('leaves sentences, hours and names as they were', () => {
  for (const text of ['Dear all: come at 10:30. Or later... and/or O’Brien, 3 of 12 (2026)', 'Émile-Zoé'])
    expect(unlinked(text)).toBe(text)
})

it('changes nothing that anybody sees, and nothing the second time', () => {
  const text = 'See http://a.b.c/d?e=f#g, 123 456 789 0, J.P. and x@y.z'
  expect(unlinked(text).replaceAll('\u2060', '')).toBe(text)
  expect(unlinked(unlinked('https://a.b/'))).toBe(unlinked('https://a.b/'))
})
