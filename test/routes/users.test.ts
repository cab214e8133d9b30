import { describe, expect, it } from 'vitest'
import { users } from '#src/db/schema/index.ts'
import { paths } from '#src/paths.ts'
import { get, post } from '#test/support/browse.ts'
import { addUser, cast, db } from '#test/support/cast.ts'
import { addGroup, addProject } from '#test/support/panel.ts'

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

  it('gives administration rights only with the tick box', async () => {
    const ada = await addUser(cast.ada)
    const max = await addUser(cast.max)
    const path = paths.admin.userRole(max.publicId)
    const refused = await post(path, { role: 'admin' }, { as: ada })
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('Tick this box to give administration rights')
    expect(await roleOf(max.email)).toBe('member')
    expect((await post(path, { role: 'admin', confirm: 'on' }, { as: ada })).status).toBe(303)
    expect(await roleOf(max.email)).toBe('admin')
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
    const answer = await post(paths.admin.userRole(ada.publicId), { role: 'member' }, { as: ada })
    expect(answer.headers.get('Location')).toBe(paths.home())
    expect((await get(paths.admin.users(), { as: ada })).status).toBe(403)
  })
})

async function roleOf(email: string) {
  return (await db.select().from(users)).find((user) => user.email === email)?.role
}
