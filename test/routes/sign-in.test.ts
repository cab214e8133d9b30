import { describe, expect, it } from 'vitest'
import { sessions, signInFailures } from '#src/db/schema/index.ts'
import { cookiesFrom, get, post } from '#test/support/browse.ts'
import { addUser, cast, cookieOf, db, settings } from '#test/support/cast.ts'
import { givePassword, password, signIn } from '#test/support/passwords.ts'

/** What htmx sends along from a page. */
const live = (address: string) => ({ 'HX-Request': 'true', 'HX-Current-URL': address })

async function addWithPassword(person: (typeof cast)[keyof typeof cast]) {
  const user = await addUser(person)
  await givePassword(user)
  return user
}

describe('signing in', () => {
  it.each([
    ['a member to their page', cast.max, '/'],
    ['support staff to the panel', cast.sam, '/admin'],
    ['an administrator to the panel', cast.ada, '/admin'],
  ])('leads %s', async (_title, person, place) => {
    await addWithPassword(person)
    const answer = await signIn(person.email)
    expect([answer.status, answer.headers.get('Location')]).toEqual([303, place])
    const home = await get('/', { cookie: cookiesFrom(answer) })
    expect(await home.text()).toContain('action="/sign-out"')
  })

  it('takes the address in any case and with spaces around it', async () => {
    await addWithPassword(cast.max)
    expect((await signIn('  MAX@Parvis.Test ')).status).toBe(303)
  })

  it('goes on to the page that asked for it, but to no other site', async () => {
    await addWithPassword(cast.max)
    const places = ['/invitation', '//evil.test', 'https://evil.test/', '/\\evil.test', '/\t/evil.test']
    const answers = []
    for (const next of places)
      answers.push((await signIn(cast.max.email, password, { next })).headers.get('Location'))
    expect(answers).toEqual(['/invitation', '/', '/', '/', '/'])
    expect(await (await get('/sign-in?next=//evil.test')).text()).not.toContain('name="next"')
  })

  it('is asked for with the whole address of the page, so that its choices are kept', async () => {
    const answer = await get('/admin/batches/new?from=workbook')
    const place = encodeURIComponent('/admin/batches/new?from=workbook')
    expect(answer.headers.get('Location')).toBe(`/sign-in?next=${place}`)
  })

  it.each([
    ['a form', { Referer: `${settings.origin}/admin/groups?after=x` }, '/admin/groups?after=x'],
    ['a search while typing', live(`${settings.origin}/admin/invitations?q=zoe`), '/admin/invitations?q=zoe'],
    ['a page that does not tell', {}, undefined],
    ['another site', { Referer: 'https://evil.test/admin' }, undefined],
    ['an address that is none', { Referer: 'http://[' }, undefined],
    ['an address with two slashes', live(`${settings.origin}//evil.test`), undefined],
    ['an address with a backslash', live(`${settings.origin}/\\evil.test`), undefined],
    ['an address of another kind', live('javascript:alert(1)'), undefined],
    [
      'a search for a code',
      live(`${settings.origin}/admin/invitations?q=7K3Q-9F2M-J0350&state=open`),
      '/admin/invitations?state=open',
    ],
    [
      'a search for a wrapped link',
      live(`${settings.origin}/admin/invitations?q=x%253A%252F%252Fy%252Fi%252F7K3Q`),
      '/admin/invitations',
    ],
    ['a way out', { Referer: `${settings.origin}/u/abc.def` }, undefined],
    ['a link to a new password', { Referer: `${settings.origin}/password/reset/abc` }, undefined],
  ])(
    'is asked for when the session ends before %s is sent, says so, and leads back',
    async (_what, headers, next) => {
      for (const door of ['/admin/invitations/search', '/admin/groups']) {
        const answer = await post(door, { q: 'zoe' }, { headers })
        const place = answer.headers.get('HX-Redirect') ?? answer.headers.get('Location')
        expect(place).toBe(next === undefined ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`)
        const page = await (await get(place ?? '', { cookie: cookiesFrom(answer) })).text()
        expect(page).toContain('Your session has ended, so what you just did was not carried out')
      }
    },
  )

  it('leads back to the page on which something was loaded, not to what was loaded; a page that is opened is asked for without a word', async () => {
    const loading = await get('/admin/invitations/counts', {
      headers: live(`${settings.origin}/admin/invitations`),
    })
    expect(loading.headers.get('HX-Redirect')).toBe(
      `/sign-in?next=${encodeURIComponent('/admin/invitations')}`,
    )
    const told = await (await get('/sign-in', { cookie: cookiesFrom(loading) })).text()
    expect(told).toContain('Your session has ended. Please sign in again.')
    const opening = await get('/admin/invitations?q=7K3Q-9F2M-J0350')
    expect(opening.headers.get('Location')).toBe(`/sign-in?next=${encodeURIComponent('/admin/invitations')}`)
    expect(opening.headers.getSetCookie()).toEqual([])
  })

  it('says the same to a wrong password, an unknown address and none at all', async () => {
    await addWithPassword(cast.max)
    const answers = [
      await signIn(cast.max.email, 'not my garden at all'),
      await signIn('nobody@parvis.test'),
      await signIn('no address'),
      await signIn(cast.max.email, 'x'.repeat(600)),
      await signIn('', ''),
    ]
    const pages = await Promise.all(
      answers.map(async (answer) => (await answer.text()).replace(/value="[^"]*"/g, '')),
    )
    expect(answers.map(({ status }) => status)).toEqual([422, 422, 422, 422, 422])
    expect(pages[0]).toContain('Address and password do not match')
    expect(pages[0]?.replace(' autofocus=""', '')).toBe(pages[1]?.replace(' autofocus=""', ''))
    expect(await db.select().from(sessions)).toEqual([])
  })

  it('fills the address again after an error, escaped, and never the password', async () => {
    const html = await (await signIn('"><b>x', 'my secret words')).text()
    expect(html).toContain('value="&quot;&gt;&lt;b&gt;x"')
    expect(html).not.toContain('my secret words')
  })

  it('slows down after ten wrong passwords, before any is looked at, and says how long', async () => {
    await addWithPassword(cast.max)
    const at = Date.now()
    await db.insert(signInFailures).values({ email: cast.max.email, count: 12, blockedUntil: at + 90_000 })
    const answer = await signIn(cast.max.email)
    expect(answer.status).toBe(429)
    expect(Number(answer.headers.get('Retry-After'))).toBeGreaterThan(60)
    expect(await answer.text()).toContain('Please wait 2 minutes')
    expect(await db.select().from(sessions)).toEqual([])
  })

  it('forgets wrong passwords once the right one came', async () => {
    await addWithPassword(cast.max)
    await signIn(cast.max.email, 'wrong')
    expect(await db.select().from(signInFailures)).toHaveLength(1)
    await signIn(cast.max.email)
    expect(await db.select().from(signInFailures)).toEqual([])
  })

  it('replaces the session of whoever was signed in', async () => {
    const max = await addWithPassword(cast.max)
    const old = await cookieOf(await addUser(cast.ada))
    const answer = await post('/sign-in', { email: max.email, password }, { cookie: old })
    expect((await db.select().from(sessions)).map(({ userId }) => userId)).toEqual([max.id])
    expect(answer.headers.getSetCookie().filter((cookie) => cookie.includes('parvis_session=;'))).toEqual([])
  })

  it('is refused from another site', async () => {
    await addWithPassword(cast.max)
    const headers = { Origin: 'https://evil.test', 'Sec-Fetch-Site': 'cross-site' }
    const answer = await post('/sign-in', { email: cast.max.email, password }, { headers })
    expect(answer.status).toBe(403)
    expect(await db.select().from(sessions)).toEqual([])
  })
})

describe('signing out', () => {
  it('ends the session, for good and on the server', async () => {
    const cookie = await cookieOf(await addUser(cast.max))
    const answer = await post('/sign-out', {}, { cookie })
    expect([answer.status, answer.headers.get('Location')]).toEqual([303, '/'])
    expect(await db.select().from(sessions)).toEqual([])
    expect(await (await get('/', { cookie })).text()).not.toContain('action="/sign-out"')
  })

  it('goes on to a page of ours, and is no trouble for a visitor', async () => {
    const answers = [
      await post('/sign-out', { next: '/invitation' }),
      await post('/sign-out', { next: '//x.test' }),
    ]
    expect(answers.map((answer) => answer.headers.get('Location'))).toEqual(['/invitation', '/'])
  })
})
