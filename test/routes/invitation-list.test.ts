import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { app } from '#src/app.tsx'
import { invitations } from '#src/db/schema/index.ts'
import { deriveCode, formatCode, macOfCode } from '#src/domain/codes/code.ts'
import { wayOutToken } from '#src/domain/mails/way-out.ts'
import { dayMs } from '#src/domain/time/day.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { paths } from '#src/paths.ts'
import { get, post } from '#test/support/browse.ts'
import { addUser, cast, cookieOf, db, keys, settings } from '#test/support/cast.ts'
import { invite, inviteAlso } from '#test/support/invitations.ts'
import { addGroup } from '#test/support/panel.ts'

const today = Date.now()
const fresh = { createdAt: today, expiresAt: today + 30 * dayMs }
const live = { 'HX-Request': 'true' }
const { invitationSearch, invitationCount, invitationFilters } = paths.admin

/** Links as mail programs wrap them. */
const gmail = (link: string) =>
  `https://www.google.com/url?q=${encodeURIComponent(link)}&source=gmail&ust=1700000000000000`
const outlook = (link: string) =>
  `https://eur01.safelinks.protection.outlook.com/?url=${encodeURIComponent(link)}&data=05%7C02%7Csam%40parvis.test%7C${'0a'.repeat(100)}&reserved=0`

describe('the list of invitations', () => {
  let ada: Actor
  let sam: Actor

  beforeEach(async () => {
    ;[ada, sam] = [await addUser(cast.ada), await addUser(cast.sam)]
  })

  const open = async (path: string, as = ada) => (await get(path, { as })).text()
  const idsOn = (page: string) => [...page.matchAll(/<tr data-id="(\w+)"/g)].map(([, id]) => id)

  it('meets all filters of its address together, and shows each as a link that takes it away', async () => {
    const group = await addGroup('Quartier A')
    const asked = { ...fresh, locale: 'fr', inviterId: ada.id, promise: { groups: [group.id] } }
    const one = await invite('zoe@ville.test', { ...asked, firstName: 'Zoë' })
    await invite('zoe.nl@ville.test', { ...asked, locale: 'nl' })
    await invite('zoe.other@ville.test', { ...asked, promise: {} })
    const query = { state: 'open', language: 'fr', group: group.publicId, inviter: ada.publicId, q: 'zoe' }
    const page = await open(paths.admin.invitations(query))
    expect(idsOn(page)).toEqual([one.publicId])
    for (const text of ['in French', 'group Quartier A', 'invited by Ada Martin', 'found for “zoe”'])
      expect(page).toContain(`Remove this filter: ${text}`)
    expect(idsOn(await open(paths.admin.invitations({ ...query, language: 'de' })))).toEqual([])
    expect(page).toContain(`<input type="hidden" name="group" value="${group.publicId}"/>`)
  })

  it.each(['a b', 'nl OR fr', 'x" OR "y', "' or 1=1 --", 'a\u0000b', '\ud800', '*'])(
    'leaves out the language %j, which is none, and acts on nobody by it',
    async (language) => {
      const one = await invite('one@ville.test', fresh)
      expect(idsOn(await open(paths.admin.invitations({ language })))).toEqual([one.publicId])
      const act = { kind: 'delete', scope: 'all', language }
      expect((await post(paths.admin.bulkActions(), act, { as: ada })).status).toBe(422)
    },
  )

  it('says how many are in each state, and counts what it does not know when asked', async () => {
    await invite('one@ville.test', fresh)
    await invite('two@ville.test', { ...fresh, expiresAt: today - 1000 })
    expect(await open(paths.admin.invitations())).toContain(`hx-get="${paths.admin.invitationCounts()}"`)
    const told = await (await get(paths.admin.invitationCounts(), { as: ada, headers: live })).text()
    expect(told).toMatch(/Open<span class="tab-count">1</)
    expect(told).toMatch(/Expired<span class="tab-count">1</)
    expect(told).toContain('data-matching="2" hx-swap-oob="true"')
    expect(told).toMatch(/<select id="mail" hx-swap-oob="innerMorph">.*Delivered \(0\)/s)
    const plain = await get(paths.admin.invitationCounts({ state: 'open' }), { as: ada })
    expect(plain.headers.get('Location')).toBe(invitationCount({ state: 'open' }))
    expect(await open(invitationCount({ state: 'open' }))).toMatch(/Expired<span class="tab-count">1</)
    expect(await open(invitationCount({ q: 'one' }))).toContain('data-matching="1"')
    const fragment = await (await get(invitationCount({ q: 'e' }), { as: ada, headers: live })).text()
    expect(fragment).not.toContain('<html')
  })

  it('counts a few rows by itself, and all of them for whoever presses the button', async () => {
    const model = await invite('one@ville.test', fresh)
    await inviteAlso(model, 99)
    const query = { state: 'open', q: 'ville' }
    for (const headers of [{}, live]) {
      const some = await (await get(invitationCount(query), { as: ada, headers })).text()
      expect(some).toContain('At least 75 invitations')
      expect(some).not.toContain('data-matching')
      expect(some).toContain(`action="${invitationCount(query).replaceAll('&', '&amp;')}"`)
      const all = await (await post(invitationCount(query), {}, { as: sam, headers })).text()
      expect(all).toContain('data-matching="100"')
      expect(all.includes('<html')).toBe(headers !== live)
    }
    const ofOneLanguage = invitationCount({ language: 'fr' })
    expect(await open(ofOneLanguage)).toContain('At least 75 invitations')
    const known = await (await get(ofOneLanguage, { as: ada, headers: live })).text()
    expect(known).toContain('data-matching="100"')
    const nobody = await open(invitationCount({ q: '%_', language: 'fr' }))
    expect(nobody).toContain('data-matching="0"')
    const few = await open(invitationCount({ q: 'one', state: 'expired' }))
    expect(few).toContain('data-matching="0"')
  })

  it('offers all filters on a page of their own, or in the place of the link to them', async () => {
    const group = await addGroup('Quartier A')
    for (const headers of [{}, live]) {
      const page = await (
        await get(invitationFilters({ group: group.publicId }), { as: ada, headers })
      ).text()
      expect(page).toMatch(new RegExp(`<option value="${group.publicId}" selected=""?>Quartier A`))
      expect(page.includes('<html')).toBe(headers !== live)
    }
  })

  it('turns what was typed into an address, or follows it while one types', async () => {
    const answer = await post(invitationSearch(), { q: 'zoe', state: 'open', language: 'fr' }, { as: sam })
    expect(answer.status).toBe(303)
    const address = paths.admin.invitations({ state: 'open', language: 'fr', q: 'zoe' })
    expect(answer.headers.get('Location')).toBe(address)
    const typed = await post(invitationSearch(), { q: 'zoe' }, { as: sam, headers: live })
    expect(typed.headers.get('HX-Replace-Url')).toBe(paths.admin.invitations({ q: 'zoe' }))
    expect(await typed.text()).toContain('id="invitation-list"')
  })

  it.each([
    ['a code', (code: string) => code],
    ['a code read out', (code: string) => formatCode(code).toLowerCase().replaceAll('0', 'o')],
    ['a link', (code: string) => `${settings.origin}/i/${code}?lang=fr`],
    ['a link wrapped by Gmail', (code: string) => gmail(`${settings.origin}/i/${code}`)],
    ['a link wrapped by Outlook', (code: string) => outlook(`${settings.origin}/i/${code}?lang=fr`)],
    ['a link wrapped twice', (code: string) => outlook(gmail(`${settings.origin}/i/${code}`))],
  ])('leads from %s to its invitation', async (_what, write) => {
    const { code, publicId } = await invite('zoe@ville.test', fresh)
    const q = write(code)
    for (const answer of [
      await post(invitationSearch(), { q }, { as: sam }),
      await get(paths.admin.invitations({ q }), { as: sam }),
    ]) {
      expect(answer.status).toBe(303)
      expect(answer.headers.get('Location')).toBe(paths.admin.invitation(publicId))
    }
    const typed = await post(invitationSearch(), { q }, { as: sam, headers: live })
    expect(typed.headers.get('HX-Redirect')).toBe(paths.admin.invitation(publicId))
  })

  it('says of a code that a newer one has replaced, or that is mistyped, what it is, and puts it into no address', async () => {
    const { code, id, publicId } = await invite('zoe@ville.test', fresh)
    const newer = macOfCode(keys, deriveCode(keys, publicId, 2))
    await db.update(invitations).set({ generation: 2, codeMac: newer })
    expect(id).toBeGreaterThan(0)
    const mistyped = `${code.slice(0, -2)}${code.at(-1)}`
    for (const [q, status, kind] of [
      [code, 404, 'unknown'],
      [`7${mistyped}`.slice(0, 26), 422, 'mistyped'],
    ] as const)
      for (const headers of [{}, live]) {
        const answer = await post(invitationSearch(), { q }, { as: sam, headers })
        expect([answer.status, answer.headers.get('HX-Replace-Url')]).toEqual([
          status,
          headers === live ? paths.admin.invitations() : null,
        ])
        expect(await answer.text()).toContain(`data-search="${kind}"`)
      }
  })

  it('leads from the way out of a letter to its invitation, wherever the letter went, wrapped and cut off too', async () => {
    const { publicId } = await invite('zoe@ville.test', fresh)
    const link = settings.origin + paths.wayOut(wayOutToken(keys, publicId, 'the-old-one@ville.test'))
    for (const q of [link, gmail(link), outlook(link), link.slice(0, -10)]) {
      const answer = await post(invitationSearch(), { q }, { as: sam })
      expect(answer.headers.get('Location'), q).toBe(paths.admin.invitation(publicId))
    }
  })

  it.each([
    ['a way out', paths.wayOut(`${'a1'.repeat(10)}.${'b'.repeat(22)}`), 404, 'unknown_link'],
    ['a mistyped code', '/i/7K3Q9F2M00000', 422, 'mistyped'],
    ['percent signs that mean nothing', '/i/%E0%A4%A%2', 422, 'mistyped'],
  ])(
    'says of a link with %s that it leads nowhere, and puts it into no address',
    async (_what, path, status, kind) => {
      for (const q of [
        settings.origin + path,
        gmail(settings.origin + path),
        outlook(settings.origin + path),
      ])
        for (const headers of [{}, live]) {
          const answer = await post(invitationSearch(), { q }, { as: sam, headers })
          expect([answer.status, answer.headers.get('Location')], q).toEqual([status, null])
          if (headers === live) expect(answer.headers.get('HX-Replace-Url')).toBe(paths.admin.invitations())
          expect(await answer.text()).toContain(`data-search="${kind}"`)
        }
    },
  )

  it.each([
    '7K3Q-9F2M-J0',
    '7K3Q 9F2M J03',
    '7k3q 9f2m',
    '7K3Q 9F2M J035 BC5W',
    '7K3Q9F2MJ0',
    'parvis.test/i/',
    'parvis.test%2Fi%2F',
    'parvis.test/u',
  ])('puts what becomes a code into no address while it is typed: %s', async (q) => {
    const answer = await post(invitationSearch(), { q }, { as: sam, headers: live })
    expect(answer.headers.get('HX-Replace-Url')).toBe(paths.admin.invitations())
  })

  it('leads from a code that leads nowhere to the list as it was, or to all of it', async () => {
    const q = (await invite('zoe@ville.test', fresh)).code
    await db.delete(invitations)
    const search = (fields: Record<string, string>) => post(invitationSearch(), fields, { as: ada })
    const all = await (await search({ q })).text()
    expect(all).toContain('<a href="/admin/invitations">Show all invitations</a>')
    const open = await (await search({ q, state: 'open' })).text()
    expect(open).toContain('<a href="/admin/invitations?state=open">Show the list without this code</a>')
  })

  it('speaks of spelling only where something was typed, and of too many filters only where there are several', async () => {
    const typed = await open(paths.admin.invitations({ q: 'zoe' }))
    expect(typed).toContain('Check the spelling')
    expect(typed).not.toContain('true together')
    const chosen = await open(paths.admin.invitations({ language: 'fr', from: '2026-09-01' }))
    expect(chosen).not.toContain('Check the spelling')
    expect(chosen).toContain('true together')
    const single = await open(paths.admin.invitations({ state: 'refused' }))
    expect(single).not.toMatch(/Check the spelling|true together/)
    for (const page of [typed, chosen, single]) expect(page).toContain('>Show all invitations</a>')
  })

  it('says so where the days are the wrong way round, and turns them', async () => {
    const turned = { state: 'open', from: '2026-10-01', until: '2026-09-01' }
    const page = await open(paths.admin.invitations(turned))
    expect(page).toContain('These days are the wrong way round')
    expect(page).toContain('1 October 2026 is later than 1 September 2026')
    expect(page).toContain('href="/admin/invitations?state=open&amp;from=2026-09-01&amp;until=2026-10-01"')
    const day = await open(paths.admin.invitations({ from: '2026-10-01', until: '2026-10-01' }))
    expect(day).not.toContain('wrong way round')
  })

  it('lets one type as long as one likes', async () => {
    for (let time = 0; time < 130; time++) {
      const answer = await post(invitationSearch(), { q: 'z' }, { as: sam, headers: live })
      expect(answer.status).toBe(200)
    }
  })

  it('offers staff what they may do with many, and the export to administrators', async () => {
    await invite('one@ville.test', fresh)
    const kindsOn = (page: string) => [...page.matchAll(/name="kind" value="(\w+)"/g)].map(([, kind]) => kind)
    const [forAda, forSam] = [
      await open(paths.admin.invitations()),
      await open(paths.admin.invitations(), sam),
    ]
    expect(kindsOn(forAda)).toEqual(['send_again', 'remind', 'extend', 'delete'])
    expect(kindsOn(forSam)).toEqual(['send_again', 'delete'])
    expect([forAda, forSam].map((page) => page.includes('/admin/invitations/export'))).toEqual([true, false])
    expect(forAda).toContain('aria-label="Tick the invitation of one@ville.test"')
  })

  it('asks the database five times at most, settings and session included', async () => {
    for (let n = 0; n < 52; n++) await invite(`n${n}@ville.test`, fresh)
    for (const query of [
      {},
      { state: 'open', sort: 'expires' },
      { q: 'n1', mail: 'queued' },
      { batch: 'x' },
    ]) {
      let asked = 0
      const counting = new Proxy(env.DB, {
        get(target, key) {
          if (key === 'prepare') return (text: string) => ++asked && target.prepare(text)
          const value = Reflect.get(target, key)
          return typeof value === 'function' ? value.bind(target) : value
        },
      })
      const headers = { Cookie: await cookieOf(ada) }
      const request = new Request(settings.origin + paths.admin.invitations(query), { headers })
      expect((await app.request(request, undefined, { ...env, DB: counting })).status).toBe(200)
      expect(asked, JSON.stringify(query)).toBeLessThanOrEqual(5)
    }
  })
})
