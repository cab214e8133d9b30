import { exports } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { accounts, events, invitations, mails, sessions, users } from '#src/db/schema/index.ts'
import { formatCode } from '#src/domain/codes/code.ts'
import { cookiesFrom, get, post } from '#test/support/browse.ts'
import { db, settings } from '#test/support/cast.ts'
import { accept, keptCode, open } from '#test/support/invitee.ts'
import { addInvitation } from '#test/support/outbox.ts'

/** Everything a click could have changed. */
const everything = () =>
  Promise.all([invitations, users, accounts, sessions, mails, events].map((table) => db.select().from(table)))

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
    for (let time = 0; time < 20; time++) {
      await open(keptCode(await get(`/i/${code}`)))
      await exports.default.fetch(`${settings.origin}/i/${code}`, { method: 'HEAD', redirect: 'manual' })
    }
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

  it('with anything in place of a code is kept as far as a cookie holds it, be a character cut in two', async () => {
    for (const nonsense of [`a${'😀'.repeat(200)}`, 'é'.repeat(3000), '\u0000\r\n']) {
      const answer = await get(`/i/${encodeURIComponent(nonsense)}`)
      expect(answer.status).toBe(303)
      expect((await get('/invitation', { cookie: cookiesFrom(answer) })).status).toBe(404)
    }
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
    [
      'as a link that a mail program wrapped',
      (code: string) =>
        `https://www.google.com/url?q=${encodeURIComponent(`http://localhost:8787/i/${code}?lang=fr`)}&sa=D`,
    ],
  ])('opens the invitation %s', async (_title, pasted) => {
    const { code } = await addInvitation()
    const answer = await post('/invitation/code', { code: pasted(code) })
    expect([answer.status, answer.headers.get('Location')]).toEqual([303, '/invitation'])
    expect(keptCode(answer)).toBe(code)
  })

  it.each([
    ['', 'Please enter your code'],
    [' - ', 'Please enter your code'],
    ['ABCD-E', '5 of 13'],
    ['A'.repeat(15), '15 characters'],
    ['A'.repeat(13), 'typing error'],
    ['A'.repeat(27), 'typing error'],
    ['A'.repeat(40), 'not a code'],
    ['Zoé & <b>"', 'not a code'],
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
