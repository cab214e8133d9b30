import { describe, expect, it } from 'vitest'
import { get, post } from '#test/support/browse.ts'

describe('every answer', () => {
  it.each([
    ['a page', () => get('/')],
    ['the state of health', () => get('/health')],
    ['a page that is not there', () => get('/nothing')],
    ['a way to sign in', () => get('/admin')],
    ['a link', () => get('/i/NOTHING')],
    [
      'a foreign form',
      () => post('/sign-in', {}, { headers: { 'Sec-Fetch-Site': 'cross-site', Origin: 'null' } }),
    ],
    ['a form that is too large', () => post('/register', { email: 'a'.repeat(70_000) })],
    ['a letter that is not there', () => get('/mailbox/nothing/html')],
  ])('is guarded by headers: %s', async (_title, ask) => {
    const { headers } = await ask()
    expect(headers.get('Content-Security-Policy')).toContain("default-src 'none'")
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
    expect(headers.get('Cache-Control')).toBe('no-store')
  })
})
