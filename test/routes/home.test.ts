import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { events, groupMembers, projectManagers, users } from '#src/db/schema/index.ts'
import { addGroup, addProject } from '#test/support/batches.ts'
import { cookiesFrom, get, post } from '#test/support/browse.ts'
import { addUser, cast, db, settings } from '#test/support/cast.ts'

describe('the home page', () => {
  it('shows a visitor the ways in: registering, signing in, a code', async () => {
    const answer = await get('/')
    const html = await answer.text()
    expect(answer.status).toBe(200)
    expect(html).toContain('href="/register"')
    expect(html).toContain('href="/sign-in"')
    expect(html).toContain('action="/invitation/code"')
    expect(html).not.toContain('/admin')
  })

  it('shows a member their groups and projects, escaped, and nothing of the panel', async () => {
    const max = await addUser({ ...cast.max, firstName: '<b>Max</b>' })
    const [groupId, projectId] = [await addGroup('Quartier <A>'), await addProject('Place & Marché')]
    await db.insert(groupMembers).values({ groupId, userId: max.id, addedAt: 1 })
    await db.insert(projectManagers).values({ projectId, userId: max.id, addedAt: 1 })
    const html = await (await get('/', { as: max })).text()
    expect(html).toContain('Bonjour, &lt;b&gt;Max&lt;/b&gt;')
    expect(html).toContain('Quartier &lt;A&gt;')
    expect(html).toContain('Place &amp; Marché')
    expect(html).not.toContain('/admin')
  })

  it('leads administrators and support staff to the panel', async () => {
    const [ada, sam] = [await addUser(cast.ada), await addUser(cast.sam)]
    expect(await (await get('/', { as: ada })).text()).toContain('href="/admin"')
    expect(await (await get('/', { as: sam })).text()).toContain('href="/admin"')
  })
})

describe('the language', () => {
  it('of a visitor follows the browser, then the link, and is kept for the visit', async () => {
    const french = await get('/', { headers: { 'Accept-Language': 'fr-BE,en;q=0.5' } })
    expect(await french.text()).toContain('<html lang="fr">')
    const asked = await get('/?lang=en', { headers: { 'Accept-Language': 'fr' } })
    expect(await asked.clone().text()).toContain('<html lang="en">')
    const later = await get('/', { cookie: cookiesFrom(asked), headers: { 'Accept-Language': 'fr' } })
    expect(await later.text()).toContain('<html lang="en">')
  })

  it('of a member is changed by a form, kept by the account and written to the journal', async () => {
    const max = await addUser(cast.max)
    const answer = await post('/language', { locale: 'en', next: '/sign-in?x=1' }, { as: max })
    expect([answer.status, answer.headers.get('Location')]).toEqual([303, '/sign-in?x=1'])
    const [user] = await db.select().from(users).where(eq(users.id, max.id))
    expect(user?.locale).toBe('en')
    expect(await db.select().from(events)).toMatchObject([{ action: 'language_changed', actorId: max.id }])
  })

  it('leaves a person where they are: the list that follows while they type has another address than when it was shown', async () => {
    const max = await addUser(cast.max)
    const before = { locale: 'en', next: '/admin/invitations' }
    const places = [
      [`${settings.origin}/admin/invitations?q=yilmaz`, '/admin/invitations?q=yilmaz'],
      ['https://evil.test/admin', '/admin/invitations'],
      [`${settings.origin}//evil.test`, '/admin/invitations'],
      ['about:blank', '/admin/invitations'],
    ] as const
    for (const [Referer, place] of places) {
      const answer = await post('/language', before, { as: max, headers: { Referer } })
      expect(answer.headers.get('Location'), Referer).toBe(place)
    }
  })

  it('of a member stays when the form names an unknown one or leads elsewhere', async () => {
    const max = await addUser(cast.max)
    const answer = await post('/language', { locale: 'tlh', next: '//evil.test' }, { as: max })
    expect(answer.headers.get('Location')).toBe('/')
    const [user] = await db.select().from(users).where(eq(users.id, max.id))
    expect(user?.locale).toBe('fr')
  })

  it('of nobody is changed: a visitor is asked to sign in', async () => {
    const answer = await post('/language', { locale: 'fr' })
    expect(answer.headers.get('Location')).toBe('/sign-in')
  })
})
