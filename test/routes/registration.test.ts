import { beforeEach, describe, expect, it } from 'vitest'
import { invitations, settings, users } from '#src/db/schema/index.ts'
import { cookiesFrom, get, post } from '#test/support/browse.ts'
import { addUser, cast, db } from '#test/support/cast.ts'
import { invite, journal, outbox, password } from '#test/support/invitations.ts'
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

describe('where registration is closed', () => {
  beforeEach(async () => {
    await db.insert(settings).values({ id: 1, registration: 'closed' })
  })

  it('says so kindly, still has its form, and nothing else offers to register', async () => {
    const html = await (await get('/register')).text()
    expect(html).toContain('By invitation only')
    expect(html).toContain('name="email"')
    for (const path of ['/', '/sign-in']) {
      const page = await (await get(path)).text()
      expect(page).not.toMatch(/>\s*(Register|No account yet\? Register)\s*</)
    }
  })

  it('answers an unknown, an invited and a registered address alike, and writes only to those who are in', async () => {
    await addUser(cast.max)
    await addInvitation({ address: 'vera@parvis.test' })
    const addresses = ['new@parvis.test', 'vera@parvis.test', cast.max.email]
    const answers = []
    for (const address of addresses) answers.push(await register(address))
    const pages = await Promise.all(
      answers.map(async (answer, index) => {
        const page = await (await get('/register/sent', { cookie: cookiesFrom(answer) })).text()
        return page.replaceAll(addresses[index] ?? '', '…')
      }),
    )
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303])
    expect(new Set(pages).size).toBe(1)
    expect(pages[0]).toContain('has been invited or has an account')
    expect((await outbox()).map((line) => line.split(' ').slice(0, 2))).toEqual([
      ['invitation', 'vera@parvis.test'],
      ['account_exists', cast.max.email],
    ])
    expect(await db.select().from(invitations)).toHaveLength(1)
    expect(await journal()).not.toContain('registration_started')
  })

  it('lets those in who are invited', async () => {
    const vera = await invite('vera@parvis.test', {
      createdAt: Date.now(),
      expiresAt: Date.now() + 86_400_000,
    })
    const cookie = cookiesFrom(await get(`/i/${vera.code}`))
    const person = { first_name: 'Vera', last_name: 'Maes', password }
    const answer = await post('/invitation', person, { cookie })
    expect([answer.status, answer.headers.get('Location')]).toEqual([303, '/'])
    expect(await db.select().from(users)).toHaveLength(1)
  })
})

describe('whom invitees may ask', () => {
  it('stands on the public pages, its address as a link and anything else as text', async () => {
    await db.insert(settings).values({ id: 1, supportContact: 'Desk <b> & co\nhelp@namur.test, 081' })
    const unknown = await get('/i/0000-0000-0000', { headers: { 'Accept-Language': 'en' } })
    const pages = [get('/'), get('/register'), get('/invitation', { cookie: cookiesFrom(unknown) })]
    for (const answer of await Promise.all(pages)) {
      const html = await answer.text()
      expect(html).toContain('Desk &lt;b&gt; &amp; co')
      expect(html).toContain('<a href="mailto:help@namur.test">help@namur.test</a>')
    }
  })

  it('is not asked about where nobody is named', async () => {
    expect(await (await get('/')).text()).not.toContain('support-contact')
  })
})

describe('the address after accepting', () => {
  const accept = async () => {
    const vera = await invite('vera@parvis.test', {
      createdAt: Date.now(),
      expiresAt: Date.now() + 86_400_000,
    })
    const cookie = cookiesFrom(await get(`/i/${vera.code}`))
    return post('/invitation', { first_name: 'Vera', last_name: 'Maes', password }, { cookie })
  }

  it('is gone to over a page of ours, which browsers let a form lead to', async () => {
    await db.insert(settings).values({ id: 1, afterAccepting: 'https://namur.test/?a=1&b=2' })
    const answer = await accept()
    expect([answer.status, answer.headers.get('Location')]).toEqual([303, '/invitation/accepted'])
    const page = await get('/invitation/accepted', { cookie: cookiesFrom(answer) })
    expect(page.headers.get('Refresh')).toBe('0; url=https://namur.test/?a=1&b=2')
    expect(await page.text()).toContain('href="https://namur.test/?a=1&amp;b=2"')
  })

  it('is our own page where none is set', async () => {
    const answer = await get('/invitation/accepted')
    expect([answer.status, answer.headers.get('Location')]).toEqual([303, '/'])
  })
})

describe('the languages of the platform', () => {
  beforeEach(async () => {
    await db.insert(settings).values({ id: 1, languages: ['fr', 'nl'], defaultLanguage: 'nl' })
  })
  const languageOf = async (path: string, headers: Record<string, string>) =>
    (await (await get(path, { headers })).text()).match(/<html lang="(\w+)"/)?.[1]

  it('are what browsers choose from and the switch offers; others get the default', async () => {
    expect(await languageOf('/', { 'Accept-Language': 'fr-BE, nl;q=0.5' })).toBe('fr')
    expect(await languageOf('/', { 'Accept-Language': 'de, en;q=0.5' })).toBe('nl')
    const html = await (await get('/', { headers: { 'Accept-Language': 'fr' } })).text()
    expect(html).toContain('hreflang="nl"')
    expect(html).not.toContain('hreflang="de"')
  })

  it('do not take away the one that a letter or an account already speaks', async () => {
    expect(await languageOf('/?lang=de', {})).toBe('de')
    const eva = await addUser({ email: 'eva@parvis.test', locale: 'es' })
    expect(await (await get('/', { as: eva })).text()).toContain('<html lang="es"')
  })
})
