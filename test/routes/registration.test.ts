import { describe, expect, it } from 'vitest'
import { invitations, users } from '#src/db/schema/index.ts'
import { cookiesFrom, get, post } from '#test/support/browse.ts'
import { addUser, cast, db } from '#test/support/cast.ts'
import { outbox } from '#test/support/invitations.ts'
import { addInvitation } from '#test/support/outbox.ts'

const register = (email: string, language = 'en') =>
  post('/register', { email }, { headers: { 'Accept-Language': language } })

describe('registering', () => {
  it('shows one field', async () => {
    const html = await (await get('/register')).text()
    expect(html).toContain('name="email"')
    expect(html).toContain('autocomplete="email"')
  })

  it('answers an unknown, an invited and a registered address alike, and each by its own mail', async () => {
    await addUser(cast.max)
    await addInvitation({ address: 'vera@parvis.test' })
    const addresses = ['new@parvis.test', 'vera@parvis.test', cast.max.email]
    const answers = []
    for (const address of addresses) answers.push(await register(address))
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303])
    const shown = await Promise.all(
      answers.map((answer) => get('/register/sent', { cookie: cookiesFrom(answer) })),
    )
    const pages = await Promise.all(
      shown.map(async (answer, index) => (await answer.text()).replaceAll(addresses[index] ?? '', '…')),
    )
    expect(pages[0]).toContain('Look in your mailbox')
    expect(new Set(pages).size).toBe(1)
    const heads = answers.map(({ headers }, index) =>
      [...headers].join().replaceAll(encodeURIComponent(addresses[index] ?? ''), '…'),
    )
    expect(new Set(heads).size).toBe(1)
    expect((await outbox()).map((line) => line.split(' ').slice(0, 2))).toEqual([
      ['registration', 'new@parvis.test'],
      ['invitation', 'vera@parvis.test'],
      ['account_exists', cast.max.email],
    ])
    expect(await db.select().from(users)).toHaveLength(1)
  })

  it('leads back to its form whoever opens its answer without having asked', async () => {
    const answer = await get('/register/sent')
    expect([answer.status, answer.headers.get('Location')]).toEqual([303, '/register'])
  })

  it('keeps the language of the page for the person', async () => {
    await register('new@parvis.test', 'fr')
    expect(await db.select().from(invitations)).toMatchObject([{ locale: 'fr', source: 'registration' }])
  })

  it.each([
    '',
    'vera',
    'vera@localhost',
    'a b@parvis.test',
    'vera@parvis.test\r\nBcc: x@y.test',
    `${'x'.repeat(300)}@y.test`,
  ])('asks again for %j, with the error at the field, and writes nothing', async (email) => {
    const answer = await register(email)
    const html = await answer.text()
    expect(answer.status).toBe(422)
    expect(html).toContain('id="email-error"')
    expect(html).toContain('aria-invalid="true"')
    expect(await db.select().from(invitations)).toEqual([])
    expect(await outbox()).toEqual([])
  })
})
