import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { events, invitations, signInFailures, users } from '#src/db/schema/index.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { paths } from '#src/paths.ts'
import { get, post } from '#test/support/browse.ts'
import { addUser, cast, cookieOf, db } from '#test/support/cast.ts'
import { invite } from '#test/support/invitations.ts'
import { addGroup, addPeople, addProject, linkTo } from '#test/support/panel.ts'
import { givePassword, password, signIn } from '#test/support/passwords.ts'

describe('the page Users', () => {
  it('lists everyone with their role and leads to inviting', async () => {
    const ada = await addUser(cast.ada)
    const max = await addUser(cast.max)
    const text = await (await get(paths.admin.users(), { as: ada })).text()
    expect(text).toContain(`data-id="${max.publicId}" data-state="member"`)
    expect(text).toContain(`data-id="${ada.publicId}" data-state="admin"`)
    expect(text).toContain('Max O’Brien &amp; &lt;b&gt;')
    expect(text).toMatch(/<a class="button button-primary" href="\/admin\/batches\/new">Invite users</)
  })

  it('shows support the people, and no way to invite', async () => {
    const text = await (await get(paths.admin.users(), { as: await addUser(cast.sam) })).text()
    expect(text).toContain('sam@parvis.test')
    expect(text).not.toContain(paths.admin.newBatch())
  })

  it('searches, and keeps what was typed', async () => {
    const ada = await addUser(cast.ada)
    await addUser(cast.max)
    const text = await (await get(paths.admin.users({ q: 'max@' }), { as: ada })).text()
    expect(text).toContain('value="max@"')
    expect(text).toContain('max@parvis.test')
    expect(text).not.toContain('>ada@parvis.test<')
  })

  it('puts filters together in its address, and keeps them from page to page', async () => {
    const ada = await addUser(cast.ada)
    const people = await addPeople(35)
    const group = await addGroup('Quartier', people)
    const asked = { role: 'member', language: 'en', group: group.publicId, state: 'active', sort: 'oldest' }
    const first = await (await get(paths.admin.users({ ...asked, q: 'doe' }), { as: ada })).text()
    expect(first.match(/data-id="/g)).toHaveLength(25)
    expect(first).toContain('person1@parvis.test')
    for (const [name, value] of Object.entries(asked))
      expect(linkTo(first, 'next')).toContain(`${name}=${value}`)
    const second = await (await get(linkTo(first, 'next'), { as: ada })).text()
    expect(second.match(/data-id="/g)).toHaveLength(10)
  })

  it('loads its numbers after itself, as a page of its own without scripts', async () => {
    const ada = await addUser(cast.ada)
    await addPeople(60)
    const list = await (await get(paths.admin.users({ role: 'member' }), { as: ada })).text()
    expect(list).not.toContain('tab-count')
    expect(list).not.toContain('data-matching')
    expect(list).toContain('More than 25 people')
    expect(list).toContain('hx-get="/admin/users/counts?role=member"')
    const [loaded, alone] = await countsOf({ role: 'member' }, ada)
    for (const text of [loaded, alone]) {
      expect(text).toMatch(/aria-current="page">Members<span class="tab-count">60</)
      expect(text).toMatch(/data-matching="60"[^>]*>60 people</)
      expect(text).toMatch(/<option value="en">English</)
    }
    expect(loaded).not.toContain('data-id')
    expect(alone.match(/data-id="/g)).toHaveLength(25)
  })

  it('tells numbers beside choices only where nothing else is asked for, so that each is what one finds', async () => {
    const ada = await addUser(cast.ada)
    await addPeople(30)
    for (const text of await countsOf({ language: 'en' }, ada)) {
      expect(text).toMatch(/<option value="en" selected="">English \(31\)</)
      expect(text).toMatch(/<option value="deactivated">Deactivated</)
      expect(text).toContain('data-matching="31"')
      expect(text).not.toContain('tab-count')
    }
    for (const text of await countsOf({ state: 'active' }, ada)) {
      expect(text).toMatch(/<option value="deactivated">Deactivated \(0\)</)
      expect(text).not.toContain('tab-count')
    }
    for (const narrowed of [{ q: 'doe' }, { role: 'member', language: 'en' }])
      for (const text of await countsOf(narrowed, ada)) {
        expect(text).not.toContain('tab-count')
        expect(text).not.toMatch(/<option [^>]*>[^<]*\(\d/)
        expect(text).not.toContain('data-matching')
      }
  })

  it('says how many a search found where one page holds them', async () => {
    const ada = await addUser(cast.ada)
    await addPeople(3)
    const found = await (await get(paths.admin.users({ q: 'doe' }), { as: ada })).text()
    expect(found).toMatch(/data-matching="3"[^>]*>3 people</)
    const none = await (await get(paths.admin.users({ q: 'zoe' }), { as: ada })).text()
    expect(none).not.toContain('data-matching')
  })

  it('is empty, not broken, where a filter is nonsense', async () => {
    const ada = await addUser(cast.ada)
    const odd = await get('/admin/users?role=root&state=x&sort=y&group=nobody&language=%F0&q=%25', {
      as: ada,
    })
    expect(odd.status).toBe(200)
    expect(await odd.text()).toContain('Show everyone')
  })

  it('answers a live search with the list alone', async () => {
    const headers = { 'HX-Request': 'true' }
    const answer = await get(paths.admin.users({ q: '<i>nobody' }), { as: await addUser(cast.ada), headers })
    const text = await answer.text()
    expect(text).not.toContain('<html')
    expect(text).toContain('id="user-list"')
    expect(text).toContain('Nobody found for “&lt;i&gt;nobody”')
  })
})

describe('a user’s page', () => {
  it('tells who the person is, their groups and projects', async () => {
    const ada = await addUser(cast.ada)
    const max = await addUser(cast.max)
    const group = await addGroup('Quartier A', [max])
    await addProject('Budget', [max])
    const text = await (await get(paths.admin.user(max.publicId), { as: ada })).text()
    for (const part of ['max@parvis.test', 'French', 'Budget', paths.admin.group(group.publicId)])
      expect(text).toContain(part)
  })

  it('is read-only for support', async () => {
    const max = await addUser(cast.max)
    const group = await addGroup('Quartier A', [max])
    const text = await (await get(paths.admin.user(max.publicId), { as: await addUser(cast.sam) })).text()
    expect(text).toContain('Quartier A')
    expect(text).not.toContain(paths.admin.group(group.publicId))
    expect(text).not.toContain(paths.admin.userRole(max.publicId))
  })

  it('tells how they came in, and whether they are signed in', async () => {
    const [ada, max] = [await addUser(cast.ada), await addUser(cast.max)]
    const { publicId } = await invite(max.email, { inviterId: ada.id, acceptedAt: 1, acceptedBy: max.id })
    const event = { action: 'invitation_accepted', subjectType: 'invitation', subjectId: publicId }
    await db.insert(events).values({ at: 1, actorId: max.id, ...event })
    const before = await (await get(paths.admin.user(max.publicId), { as: ada })).text()
    expect(before).toContain(`href="${paths.admin.invitation(publicId)}"`)
    expect(before).toMatch(/Invited by <a href="[^"]+"><span>Ada Martin/)
    expect(before).toContain('Not known. Not signed in at the moment.')
    expect(before).toContain('Their invitation')
    await cookieOf(max)
    const after = await (await get(paths.admin.user(max.publicId), { as: ada })).text()
    expect(after).not.toContain('Not signed in at the moment')
    await db.update(invitations).set({ source: 'registration' })
    const own = await (await get(paths.admin.user(max.publicId), { as: ada })).text()
    expect(own).toContain('Registered by themselves</a>')
    expect(own).not.toContain('Their invitation')
  })

  it('that does not exist is not found', async () => {
    const answer = await get(paths.admin.user('nobody'), { as: await addUser(cast.ada) })
    expect(answer.status).toBe(404)
  })
})

describe('the form of the role', () => {
  it('gives support, twice as well as once', async () => {
    const ada = await addUser(cast.ada)
    const max = await addUser(cast.max)
    const give = () => post(paths.admin.userRole(max.publicId), { role: 'support' }, { as: ada })
    const answers = await Promise.all([give(), give()])
    expect(answers.map(({ status }) => status)).toEqual([303, 303])
    expect(await roleOf(max.email)).toBe('support')
  })

  it('gives administration rights only with the tick box and the giver’s own password', async () => {
    const [ada, max] = [await addUser(cast.ada), await addUser(cast.max)]
    await givePassword(ada)
    const give = async (more: Record<string, string>) => {
      const answer = await post(paths.admin.userRole(max.publicId), { role: 'admin', ...more }, { as: ada })
      return [answer.status, await answer.text()] as const
    }
    const [unticked, wrong] = [
      await give({ password }),
      await give({ confirm: 'on', password: 'my old one' }),
    ]
    expect([unticked[0], wrong[0], (await give({ confirm: 'on' }))[0]]).toEqual([422, 422, 422])
    expect(unticked[1]).toContain('Tick this box to give administration rights')
    expect((await give({}))[1]).toMatch(/id="password-error">Type your own password/)
    expect(unticked[1]).toMatch(/href="#confirm".*href="#password"/s)
    expect(unticked[1]).toMatch(/name="role" value="admin" checked/)
    expect(wrong[1]).toMatch(/id="password-error">This is not your password/)
    expect(wrong[1]).not.toContain('my old one')
    expect(await roleOf(max.email)).toBe('member')
    expect((await give({ confirm: 'on', password }))[0]).toBe(303)
    expect(await roleOf(max.email)).toBe('admin')
  })

  it('slows down whoever tries passwords there, as when signing in', async () => {
    const [ada, max] = [await addUser(cast.ada), await addUser(cast.max)]
    await givePassword(ada)
    await db.insert(signInFailures).values({ email: ada.email, count: 12, blockedUntil: Date.now() + 90_000 })
    const fields = { role: 'admin', confirm: 'on', password }
    const answer = await post(paths.admin.userRole(max.publicId), fields, { as: ada })
    expect(answer.status).toBe(429)
    expect(await roleOf(max.email)).toBe('member')
  })

  it('keeps the last administrator', async () => {
    const ada = await addUser(cast.ada)
    const answer = await post(paths.admin.userRole(ada.publicId), { role: 'member' }, { as: ada })
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('This is the last administrator')
    expect(await roleOf(ada.email)).toBe('admin')
  })

  it('knows three roles and existing people only', async () => {
    const ada = await addUser(cast.ada)
    const odd = await post(paths.admin.userRole(ada.publicId), { role: 'root' }, { as: ada })
    expect(odd.status).toBe(422)
    const nobody = await post(paths.admin.userRole('nobody'), { role: 'support' }, { as: ada })
    expect(nobody.status).toBe(404)
  })

  it('sends an administrator who gives up the right home', async () => {
    const ada = await addUser(cast.ada)
    await addUser({ email: 'abel@parvis.test', role: 'admin' })
    const give = (more = {}) =>
      post(paths.admin.userRole(ada.publicId), { role: 'member', ...more }, { as: ada })
    const asked = await give()
    expect([asked.status, await roleOf(ada.email)]).toEqual([422, 'admin'])
    expect(await asked.text()).toContain('Tick this box to give up your own administration rights')
    const answer = await give({ confirm: 'on' })
    expect(answer.headers.get('Location')).toBe(paths.home())
    expect((await get(paths.admin.users(), { as: ada })).status).toBe(403)
  })
})

describe('deactivating', () => {
  it('asks, then shuts the person out at once, and activating lets them in again', async () => {
    const [ada, max] = [await addUser(cast.ada), await addUser(cast.max)]
    await givePassword(max)
    const cookie = await cookieOf(max)
    const path = paths.admin.userDeactivation(max.publicId)
    expect(await (await get(path, { as: ada })).text()).toContain(`action="${path}"`)
    expect((await post(path, {}, { as: ada })).headers.get('Location')).toBe(paths.admin.user(max.publicId))
    expect(await (await get('/', { cookie })).text()).not.toContain('action="/sign-out"')
    const shown = await (await get(paths.admin.user(max.publicId), { as: ada })).text()
    expect(shown).toContain('data-state="deactivated"')
    expect((await signIn(max.email)).status).toBe(403)
    expect((await post(paths.admin.userActivation(max.publicId), {}, { as: ada })).status).toBe(303)
    expect((await signIn(max.email)).status).toBe(303)
  })

  it('of an administrator is undone only with one’s own password', async () => {
    const [ada, abel] = [await addUser(cast.ada), await addUser({ email: 'abel@parvis.test', role: 'admin' })]
    await givePassword(ada)
    await db.update(users).set({ deactivatedAt: 1 }).where(eq(users.id, abel.id))
    const path = paths.admin.userActivation(abel.publicId)
    expect(await (await get(paths.admin.user(abel.publicId), { as: ada })).text()).toContain(`href="${path}"`)
    const asked = await (await get(path, { as: ada })).text()
    expect(asked).toContain(`action="${path}"`)
    expect(asked).toContain('type="password"')
    for (const fields of [{}, { password: '' }, { password: 'my old one' }]) {
      const refused = await post(path, fields, { as: ada })
      const text = await refused.text()
      expect(refused.status).toBe(422)
      expect(text).toMatch(/id="password-error">This is not your password/)
      expect(text).toMatch(/aria-describedby="[^"]*password-error/)
      expect(text).not.toContain('my old one')
    }
    expect(await isActive(abel)).toBe(false)
    const done = await post(path, { password }, { as: ada })
    expect([done.status, done.headers.get('Location')]).toEqual([303, paths.admin.user(abel.publicId)])
    expect(await isActive(abel)).toBe(true)
  })

  it('of an administrator slows down whoever tries passwords to undo it', async () => {
    const [ada, abel] = [await addUser(cast.ada), await addUser({ email: 'abel@parvis.test', role: 'admin' })]
    await givePassword(ada)
    await db.update(users).set({ deactivatedAt: 1 }).where(eq(users.id, abel.id))
    await db.insert(signInFailures).values({ email: ada.email, count: 12, blockedUntil: Date.now() + 90_000 })
    const answer = await post(paths.admin.userActivation(abel.publicId), { password }, { as: ada })
    expect(answer.status).toBe(429)
    expect(await answer.text()).toContain('Too many wrong passwords')
    expect(await isActive(abel)).toBe(false)
  })

  it('of anybody else is undone by a button, and asks nothing', async () => {
    const [ada, sam] = [await addUser(cast.ada), await addUser(cast.sam)]
    const path = paths.admin.userActivation(sam.publicId)
    expect((await get(path, { as: ada })).headers.get('Location')).toBe(paths.admin.user(sam.publicId))
    await db.update(users).set({ deactivatedAt: 1 }).where(eq(users.id, sam.id))
    expect((await get(path, { as: ada })).headers.get('Location')).toBe(paths.admin.user(sam.publicId))
    expect(await (await get(paths.admin.user(sam.publicId), { as: ada })).text()).toContain(
      `action="${path}"`,
    )
    expect((await post(path, {}, { as: ada })).status).toBe(303)
    expect(await isActive(sam)).toBe(true)
  })

  it('lets nobody in who was erased, whenever their session began', async () => {
    const max = await addUser(cast.max)
    const cookie = await cookieOf(max)
    await db.update(users).set({ erasedAt: 1 })
    expect(await (await get('/', { cookie })).text()).not.toContain('action="/sign-out"')
  })

  it('tells only whoever knows the password that the account is deactivated', async () => {
    const max = await addUser(cast.max)
    await givePassword(max)
    await db.update(users).set({ deactivatedAt: 1 })
    const known = await signIn(max.email)
    expect(known.headers.getSetCookie().join()).not.toContain('parvis_session=')
    expect(await known.text()).toContain('This account is deactivated')
    const guessed = await signIn(max.email, 'not my garden at all')
    expect([guessed.status, (await guessed.text()).includes('deactivated')]).toEqual([422, false])
  })

  it('refuses even a session that is left over', async () => {
    const ada = await addUser(cast.ada)
    await db.update(users).set({ deactivatedAt: 1 })
    expect((await get(paths.admin.users(), { as: ada })).headers.get('Location')).toContain('/sign-in')
  })

  it('is not for oneself', async () => {
    const ada = await addUser(cast.ada)
    const path = paths.admin.userDeactivation(ada.publicId)
    expect((await get(path, { as: ada })).headers.get('Location')).toBe(paths.admin.user(ada.publicId))
    expect((await post(path, {}, { as: ada })).status).toBe(403)
  })
})

describe('erasing', () => {
  it('says what goes and what stays, and wants the address and the own password', async () => {
    const [ada, max] = [await addUser(cast.ada), await addUser(cast.max)]
    await givePassword(ada)
    const path = paths.admin.userErasure(max.publicId)
    const asked = await (await get(path, { as: ada })).text()
    for (const part of ['What goes', 'What stays', 'max@parvis.test']) expect(asked).toContain(part)
    const other = await post(path, { email: 'ada@parvis.test', password }, { as: ada })
    expect([other.status, (await other.text()).includes('id="email-error"')]).toEqual([422, true])
    const wrong = await post(path, { email: max.email, password: 'guess' }, { as: ada })
    expect([wrong.status, (await wrong.text()).includes('id="password-error"')]).toEqual([422, true])
    const done = await post(path, { email: ' MAX@parvis.test', password }, { as: ada })
    expect([done.status, done.headers.get('Location')]).toEqual([303, paths.admin.users()])
  })

  it('leaves a page that says so, and nobody in the list', async () => {
    const [ada, max] = [await addUser(cast.ada), await addUser(cast.max)]
    await givePassword(ada)
    await post(paths.admin.userErasure(max.publicId), { email: max.email, password }, { as: ada })
    const gone = await get(paths.admin.user(max.publicId), { as: ada })
    expect([gone.status, (await gone.text()).includes('Erased person')]).toEqual([410, true])
    expect(await (await get(paths.admin.users(), { as: ada })).text()).not.toContain(max.publicId)
    const again = await post(
      paths.admin.userErasure(max.publicId),
      { email: max.email, password },
      { as: ada },
    )
    expect(again.headers.get('Location')).toBe(paths.admin.user(max.publicId))
  })

  it('is not for oneself, nor for support', async () => {
    const [ada, sam] = [await addUser(cast.ada), await addUser(cast.sam)]
    const own = await post(paths.admin.userErasure(ada.publicId), { email: ada.email, password }, { as: ada })
    expect(own.headers.get('Location')).toBe(paths.admin.user(ada.publicId))
    expect((await get(paths.admin.userErasure(ada.publicId), { as: sam })).status).toBe(403)
    expect(await roleOf(ada.email)).toBe('admin')
  })
})

async function isActive({ id }: Actor) {
  return (await db.select().from(users)).find((user) => user.id === id)?.deactivatedAt === null
}

async function roleOf(email: string) {
  return (await db.select().from(users)).find((user) => user.email === email)?.role
}

/** The numbers of a list as a fragment, and as a page of its own. */
async function countsOf(asked: Record<string, string>, as: Actor): Promise<[string, string]> {
  const path = paths.admin.userCounts(asked)
  const headers = { 'HX-Request': 'true' }
  return [await (await get(path, { as, headers })).text(), await (await get(path, { as })).text()]
}
