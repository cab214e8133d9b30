import { count } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { accounts, groupMembers, invitations, users } from '#src/db/schema/index.ts'
import { formatCode } from '#src/domain/invitations/code.ts'
import { deleteInvitation } from '#src/domain/invitations/delete-invitation.ts'
import { addGroup, invite, journal, outbox } from '#test/domain/invitations/invite.ts'
import { cookiesFrom, get, post } from '#test/support/browse.ts'
import { addUser, cast, db } from '#test/support/cast.ts'
import { addBatchWith, addInvitation } from '#test/support/outbox.ts'
import { password } from '#test/support/passwords.ts'

const vera = { first_name: 'Vera', last_name: 'Novak', password }
const holding = (code: string) => ({ cookie: `parvis_code=${code}` })
const open = (code: string, as?: Parameters<typeof get>[1]) => get('/invitation', { ...holding(code), ...as })
const accept = (code: string, fields: Record<string, string> = vera) =>
  post('/invitation', fields, holding(code))
const past = () => Date.now() - 1

/** Everything a stranger's click could have changed. */
const everything = () => Promise.all([invitations, users, accounts].map((table) => db.select().from(table)))

describe('the link of a mail', () => {
  it('puts the code into a cookie, out of the address, in the language of the link', async () => {
    const { code } = await addInvitation()
    const answer = await get(`/i/${code}?lang=fr`)
    expect([answer.status, answer.headers.get('Location')]).toEqual([303, '/invitation'])
    expect(answer.headers.getSetCookie().join()).toMatch(
      /parvis_code=\w+; Max-Age=3600; Path=\/; HttpOnly; SameSite=Lax/,
    )
    const html = await (await get('/invitation', { cookie: cookiesFrom(answer) })).text()
    expect(html).toContain('<html lang="fr">')
    expect(html).toContain('vera@parvis.test')
    expect(html).not.toContain(code)
  })

  it('changes nothing, however often it is opened', async () => {
    const { code } = await addInvitation()
    const before = await everything()
    for (let time = 0; time < 20; time++) await open(cookieValue(await get(`/i/${code}`)))
    expect(await everything()).toEqual(before)
    expect((await accept(code)).status).toBe(303)
  })

  it('with a typing error is called that, with the code ready to be corrected', async () => {
    const { code } = await addInvitation()
    const mistyped = code.slice(0, -1) + (code.endsWith('0') ? '1' : '0')
    const answer = await open(mistyped)
    const html = await answer.text()
    expect(answer.status).toBe(404)
    expect(html).toContain('This code has a typing error')
    expect(html).toContain(`value="${mistyped}"`)
  })

  it('with markup in place of a code shows it escaped', async () => {
    const answer = await get('/i/%3Cb%3Ex%22')
    const html = await (await get('/invitation', { cookie: cookiesFrom(answer) })).text()
    expect(html).toContain('value="&lt;b&gt;x&quot;"')
  })
})

describe('a pasted code', () => {
  it.each([
    ['as it is', (code: string) => code],
    ['in groups and small letters', (code: string) => formatCode(code).toLowerCase()],
    ['with look-alikes', (code: string) => code.replaceAll('0', 'O').replaceAll('1', 'l')],
    ['as the whole link', (code: string) => `see http://localhost:8787/i/${code}?lang=fr`],
  ])('opens the invitation %s', async (_title, pasted) => {
    const { code } = await addInvitation()
    const answer = await post('/invitation/code', { code: pasted(code) })
    expect([answer.status, answer.headers.get('Location')]).toEqual([303, '/invitation'])
    expect(cookieValue(answer)).toBe(code)
  })

  it.each([
    ['', 'Please enter your code'],
    [' - ', 'Please enter your code'],
    ['ABCD', 'typing error'],
    ['A'.repeat(27), 'typing error'],
    ['<b>"', 'typing error'],
  ])('is asked for again when it is %j', async (code, reason) => {
    const answer = await post('/invitation/code', { code })
    const html = await answer.text()
    expect(answer.status).toBe(422)
    expect(html).toContain('id="code-error"')
    expect(html).toContain(reason)
    expect(html).not.toContain('<b>"')
  })

  it('has its page, with and without a link before', async () => {
    const answers = [await get('/i'), await get('/invitation')]
    for (const answer of answers) {
      expect(answer.status).toBe(200)
      expect(await answer.text()).toContain('autocomplete="one-time-code"')
    }
  })
})

describe('an open invitation', () => {
  it('welcomes: who invites, their message, the address as it is, the name as it is known', async () => {
    const ada = await addUser({ ...cast.ada, lastName: 'O’Brien & <b>' })
    const batchId = await addBatchWith('Bonjour <i>Vera</i>\nÀ bientôt', ada)
    const { code } = await addInvitation({
      inviterId: ada.id,
      batchId,
      firstName: 'V"era',
      lastName: 'Novak',
    })
    const answer = await open(code)
    const html = await answer.text()
    expect(answer.status).toBe(200)
    expect(html).toContain('Ada O’Brien &amp; &lt;b&gt; invites you to Parvis')
    expect(html).toContain('Bonjour &lt;i&gt;Vera&lt;/i&gt;\nÀ bientôt')
    expect(html).toContain('value="V&quot;era"')
    expect(html).not.toMatch(/<input[^>]*name="email"/)
  })

  it('greets who registers, and who opens the platform, in their own way', async () => {
    const self = await addInvitation({ source: 'registration', address: 'self@parvis.test' })
    const first = await addInvitation({ source: 'first_administrator', address: 'first@parvis.test' })
    expect(await (await open(self.code)).text()).toContain('Almost there')
    expect(await (await open(first.code)).text()).toContain('Parvis is ready for you')
  })

  it('makes the account, keeps its promise, signs in and welcomes', async () => {
    const ada = await addUser(cast.ada)
    const groupId = await addGroup('Quartier A')
    const expiresAt = Date.now() + 1e6
    const { code } = await invite('Vera@Parvis.test', {
      inviterId: ada.id,
      promise: { groups: [groupId] },
      expiresAt,
    })
    const answer = await accept(code)
    expect([answer.status, answer.headers.get('Location')]).toEqual([303, '/'])
    expect(answer.headers.getSetCookie().join()).toContain('parvis_code=; Max-Age=0')
    expect(await db.select().from(groupMembers)).toMatchObject([{ groupId }])
    const home = await (await get('/', { cookie: cookiesFrom(answer) })).text()
    expect(home).toContain('Bienvenue, Vera')
    expect(home).toContain('Quartier A')
    expect(home).toContain('action="/sign-out"')
  })

  it('ignores an address that is sent along', async () => {
    const { code } = await addInvitation()
    await accept(code, { ...vera, email: 'evil@parvis.test', role: 'admin' })
    expect(await db.select().from(users)).toMatchObject([{ email: 'vera@parvis.test', role: 'member' }])
  })

  it('says all that is wrong at once, keeps what was typed, and makes no account', async () => {
    const { code } = await addInvitation()
    const answer = await accept(code, {
      first_name: '\u202e \u0007',
      last_name: 'x'.repeat(101),
      password: 'short',
    })
    const html = await answer.text()
    expect(answer.status).toBe(422)
    for (const field of ['first_name', 'last_name', 'password']) {
      expect(html).toContain(`id="${field}-error"`)
      expect(html).toContain(`href="#${field}"`)
    }
    expect(html).toContain('x'.repeat(101))
    expect(html).not.toContain('value="short"')
    expect(await db.select().from(users)).toEqual([])
  })

  it.each([
    ['a common one', 'password1234', 'most guessed'],
    ['one’s own name', 'vera novak vera', 'your name or your address'],
    ['none', '', 'Please choose a password'],
  ])('refuses %s as password, with the reason', async (_title, given, reason) => {
    const { code } = await addInvitation()
    const answer = await accept(code, { ...vera, password: given })
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain(reason)
  })

  it('makes one account of fifty at once; forty-nine are told that it has been accepted', async () => {
    const { code } = await addInvitation()
    const answers = await Promise.all(Array.from({ length: 50 }, () => accept(code)))
    expect(answers.map(({ status }) => status).sort()).toEqual([303, ...Array<number>(49).fill(410)])
    expect(await db.select({ count: count() }).from(users)).toEqual([{ count: 1 }])
    expect(await db.select({ count: count() }).from(accounts)).toEqual([{ count: 1 }])
    expect(await journal()).toEqual(['invitation_accepted'])
  }, 60_000)

  it('is refused from another site', async () => {
    const { code } = await addInvitation()
    const headers = { Origin: 'https://evil.test', 'Sec-Fetch-Site': 'cross-site' }
    expect((await post('/invitation', vera, { ...holding(code), headers })).status).toBe(403)
    expect(await db.select().from(users)).toEqual([])
  })
})

describe('an invitation that is no longer open', () => {
  it('when accepted says so and leads to signing in', async () => {
    const { code } = await addInvitation()
    await accept(code)
    const answers = [await open(code), await accept(code)]
    for (const answer of answers) {
      expect(answer.status).toBe(410)
      expect(await answer.text()).toContain('href="/sign-in"')
    }
  })

  it('when expired by a millisecond offers a new mail to the invited address', async () => {
    const { code } = await addInvitation({ expiresAt: past() })
    const answer = await open(code)
    const html = await answer.text()
    expect(answer.status).toBe(410)
    expect(html).toContain('action="/invitation/deliveries"')
    expect((await accept(code)).status).toBe(410)
    expect(await db.select().from(users)).toEqual([])
    expect((await post('/invitation/deliveries', {}, holding(code))).status).toBe(200)
    expect(await outbox()).toHaveLength(1)
    expect((await open(code)).status).toBe(200)
  })

  it('gets the same answer about a new mail whatever the code', async () => {
    const codes = [(await addInvitation({ expiresAt: past() })).code, 'ABCD', '']
    const pages = []
    for (const code of codes)
      pages.push(await (await post('/invitation/deliveries', {}, holding(code))).text())
    expect(new Set(pages).size).toBe(1)
  })

  it('when withdrawn between opening and sending is unknown, and nobody is made', async () => {
    const ada = await addUser(cast.ada)
    const { code, publicId } = await addInvitation()
    expect((await open(code)).status).toBe(200)
    await deleteInvitation(db, publicId, ada, Date.now())
    const answers = [await open(code), await accept(code)]
    expect(answers.map(({ status }) => status)).toEqual([404, 404])
    expect(await db.select({ count: count() }).from(users)).toEqual([{ count: 1 }])
  })
})

describe('an invitation to somebody who has an account', () => {
  it('asks a visitor to sign in and comes back', async () => {
    await addUser(cast.max)
    const { code } = await addInvitation({ address: cast.max.email })
    const answer = await open(code)
    expect(answer.status).toBe(200)
    expect(await answer.text()).toContain('href="/sign-in?next=%2Finvitation"')
    expect(await (await accept(code)).text()).toContain('You already have an account')
  })

  it('is received with one button by its owner, whose name and password stay', async () => {
    const max = await addUser(cast.max)
    const { code } = await addInvitation({ address: max.email })
    const shown = await open(code, { as: max })
    expect(shown.status).toBe(200)
    expect(await shown.text()).not.toContain('name="password"')
    const answer = await post('/invitation', vera, { ...holding(code), as: max })
    expect([answer.status, answer.headers.get('Location')]).toEqual([303, '/'])
    expect(await db.select().from(users)).toMatchObject([{ firstName: 'Max' }])
    const again = await post('/invitation', {}, { ...holding(code), as: max })
    expect(again.status).toBe(410)
    expect(await again.text()).toContain('Aller à ma page')
  })

  it('is neither shown nor given to someone else who is signed in', async () => {
    const ada = await addUser(cast.ada)
    const { code } = await addInvitation()
    const shown = await open(code, { as: ada })
    const html = await shown.text()
    expect(shown.status).toBe(403)
    expect(html).toContain('vera@parvis.test')
    expect(html).toContain(ada.email)
    expect(html).toContain('name="next" value="/invitation"')
    expect((await post('/invitation', vera, { ...holding(code), as: ada })).status).toBe(403)
    expect(await journal()).toEqual([])
  })
})

function cookieValue(answer: Response): string {
  return /parvis_code=([^;]*)/.exec(cookiesFrom(answer))?.[1] ?? ''
}
