import { expect, it } from 'vitest'
import { createAuth } from '#src/auth.ts'
import { readAddress } from '#src/domain/invitations/address.ts'
import { db, keys, settings } from '#test/support/cast.ts'

const good = [
  ['Ann@Ville.Example', 'ann@ville.example'],
  ["  o'brien+jeux@sub.ville.example ", "o'brien+jeux@sub.ville.example"],
  ['mairie@bücher.example', 'mairie@xn--bcher-kva.example'],
  ['first_last-2.x@a.co', 'first_last-2.x@a.co'],
] as const

const bad = [
  '',
  'ann',
  'ann@',
  '@ville.example',
  'ann@ville',
  'ann @ville.example',
  'ann@ville.example\r\nBcc: eve@evil.example',
  'ann@ville.example,eve@evil.example',
  '.ann@ville.example',
  'ann..b@ville.example',
  'ann.@ville.example',
  'ann@[127.0.0.1]',
  'ann@127.0.0.1',
  'ann@ville.example.',
  'ann@ville.example/x',
  'ann@ville.example:80',
  'zoé@ville.example',
  'r&d@ville.example',
  '"ann"@ville.example',
  '<b>@ville.example',
  'ann@\u202eelpmaxe.elliv',
  `${'a'.repeat(65)}@ville.example`,
  `ann@${'a'.repeat(60)}.${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.example.org`,
  `${'x'.repeat(290)}@a.example`,
  `ann@${'a.'.repeat(5_000_000)}example`,
]

it.each(good)('reads %s', (given, emailKey) => {
  expect(readAddress(given)).toEqual({ state: 'valid', address: given.trim(), emailKey })
})

it.each(bad)('refuses %.60s', (given) => {
  expect(readAddress(given)).toEqual({ state: 'invalid' })
})

it('takes no address that could not sign in later', async () => {
  const auth = createAuth(db, keys, settings)
  for (const [, email] of good) {
    const refusal = auth.api.signInEmail({ body: { email, password: 'nobody has this one' } })
    await expect(refusal).rejects.toMatchObject({ statusCode: 401 })
  }
})
