import { createHmac, scryptSync } from 'node:crypto'
import { expect, it } from 'vitest'
import { hashPassword, verifyPassword } from '#src/domain/users/hash-password.ts'
import { keysFrom } from '#src/keys.ts'
import { keys } from '#test/support/cast.ts'

it('opens with the password and nothing near it', async () => {
  const stored = await hashPassword(keys, 'un phare sous la neige')
  expect(await verifyPassword(keys, stored, 'un phare sous la neige')).toBe(true)
  for (const near of ['Un phare sous la neige', 'un phare sous la neige ', 'un phare sous la neig', ''])
    expect(await verifyPassword(keys, stored, near)).toBe(false)
})

it('hides the password, differently each time', async () => {
  const [one, two] = [await hashPassword(keys, 'lighthouse'), await hashPassword(keys, 'lighthouse')]
  expect(one).toMatch(/^\$scrypt\$ln=15,r=8,p=3\$[\w-]{22}\$[\w-]{43}$/)
  expect(one).not.toBe(two)
})

it('is scrypt over the peppered bytes of the password, every one of them', async () => {
  for (const password of ['é'.repeat(64), 'пароль под снегом', '🦊'.repeat(32)]) {
    const stored = await hashPassword(keys, password)
    const [, , , salt = '', hash] = stored.split('$')
    const peppered = createHmac('sha256', keys.pepper).update(password.normalize('NFKC')).digest('base64')
    const cost = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 2 ** 20 }
    const expected = scryptSync(peppered, Buffer.from(salt, 'base64url'), 32, cost)
    expect(hash).toBe(expected.toString('base64url'))
    expect(await verifyPassword(keys, stored, `${password.slice(0, -2)}xx`)).toBe(false)
  }
})

it('knows the same letters however a keyboard composes them', async () => {
  const stored = await hashPassword(keys, 'éléphant'.normalize('NFD'))
  expect(await verifyPassword(keys, stored, 'éléphant'.normalize('NFC'))).toBe(true)
})

it('is worthless without this house’s secret, and never opens when damaged', async () => {
  const stored = await hashPassword(keys, 'lighthouse')
  const others = keysFrom('another secret for tests, 0123456789abcdef')
  expect(await verifyPassword(others, stored, 'lighthouse')).toBe(false)
  for (const damaged of [
    '',
    'lighthouse',
    stored.slice(0, -4),
    stored.replace('p=3', 'p=1'),
    '$scrypt$ln=15,r=8,p=3$$',
  ])
    expect(await verifyPassword(keys, damaged, 'lighthouse')).toBe(false)
})
