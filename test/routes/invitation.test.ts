import { count } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { accounts, groupMembers, users } from '#src/db/schema/index.ts'
import { addGroup } from '#test/support/batches.ts'
import { cookiesFrom, get, post } from '#test/support/browse.ts'
import { addUser, cast, db } from '#test/support/cast.ts'
import { invite, journal } from '#test/support/invitations.ts'
import { accept, holding, open, vera } from '#test/support/invitee.ts'
import { addBatchWith, addInvitation } from '#test/support/outbox.ts'

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
    const registering = await (await open(self.code)).text()
    expect(registering).toContain('Almost there')
    expect(registering).toContain('The link works until')
    expect(registering).not.toContain('nvitation was sent')
    expect(registering).not.toContain('Your invitation')
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

  it('is not accepted with the form of another one: its cookie is the last link that was opened', async () => {
    const [first, second] = [await addInvitation(), await addInvitation({ address: 'nina@parvis.test' })]
    const form = await (await open(first.code)).text()
    const invitation = /name="invitation" value="([^"]+)"/.exec(form)?.[1] ?? ''
    const answer = await accept(second.code, { ...vera, invitation })
    expect([answer.status, answer.headers.get('Location')]).toEqual([303, '/invitation'])
    expect(await db.select().from(users)).toEqual([])
    const cookie = `${holding(second.code).cookie}; ${cookiesFrom(answer)}`
    const shown = await (await get('/invitation', { cookie })).text()
    expect(shown).toContain('Another invitation was opened')
    expect(shown).toContain('nina@parvis.test')
    expect((await accept(first.code, { ...vera, invitation })).headers.get('Location')).toBe('/')
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
