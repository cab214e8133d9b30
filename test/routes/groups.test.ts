import { describe, expect, it } from 'vitest'
import { pageRows } from '#src/db/paging.ts'
import { grantGroups, groupMembers, groups, invitations } from '#src/db/schema/index.ts'
import { paths } from '#src/paths.ts'
import { get, post } from '#test/support/browse.ts'
import { addUser, cast, db } from '#test/support/cast.ts'
import { addSmartGroup, nameGroup } from '#test/support/groups.ts'
import { invite, journal } from '#test/support/invitations.ts'
import { addGroup, addPeople, linkTo } from '#test/support/panel.ts'

const signInAda = () => addUser(cast.ada)

describe('the list of groups', () => {
  it('is in the reader’s alphabetical order, with the number of members', async () => {
    const ada = await signInAda()
    await addGroup('Zone 10')
    await addGroup('École', [ada])
    await addGroup('zone 9')
    const answer = await (await get(paths.admin.groups(), { as: ada })).text()
    const names = [...answer.matchAll(/<a href="\/admin\/groups\/\w+">([^<]+)</g)].map(([, name]) => name)
    expect(names).toEqual(['École', 'zone 9', 'Zone 10'])
    expect(answer).toMatch(/École<\/a><\/th><td[^>]*>Manual<\/td><td[^>]*>1</)
  })

  it('warns of groups whose names a sheet cannot tell apart', async () => {
    const ada = await signInAda()
    await addGroup('Été')
    await addGroup('ete')
    await addGroup('Hiver')
    const answer = await (await get(paths.admin.groups(), { as: ada })).text()
    expect(answer.match(/Another group has this name/g)).toHaveLength(2)
  })

  it('says how to begin when there is none', async () => {
    const answer = await get(paths.admin.groups(), { as: await signInAda() })
    expect(await answer.text()).toContain('No group yet')
  })

  it('is cut into pages that lead on and back', async () => {
    const ada = await signInAda()
    const all = 2 * pageRows + 20
    for (let n = 1; n <= all; n++) await addGroup(`Quartier ${n}`)
    const first = await (await get(paths.admin.groups(), { as: ada })).text()
    expect(first).not.toContain('rel="prev"')
    const second = await (await get(linkTo(first, 'next'), { as: ada })).text()
    expect(second).toContain(`Quartier ${pageRows + 1}<`)
    const last = await (await get(linkTo(second, 'next'), { as: ada })).text()
    expect(last).toContain(`Quartier ${all}<`)
    expect(last).not.toContain('rel="next"')
    expect(await (await get(linkTo(second, 'prev'), { as: ada })).text()).toContain('Quartier 1<')
  })
})

describe('creating a group', () => {
  it('leads to its page and is written to the journal', async () => {
    const answer = await post(paths.admin.groups(), { name: '  Quartier A ' }, { as: await signInAda() })
    const [group] = await db.select().from(groups)
    expect(group).toMatchObject({ name: 'Quartier A', kind: 'manual' })
    expect(answer.status).toBe(303)
    expect(answer.headers.get('Location')).toBe(paths.admin.group(group?.publicId ?? ''))
    expect(await journal()).toEqual(['group_created'])
  })

  it('clicked twice makes one group', async () => {
    const ada = await signInAda()
    const form = await (await get(paths.admin.groups(), { as: ada })).text()
    const id = /name="id" value="(\w+)"/.exec(form)?.[1] ?? ''
    const answers = await Promise.all(
      [1, 2].map(() => post(paths.admin.groups(), { name: 'Quartier A', id }, { as: ada })),
    )
    expect(answers.map(({ status }) => status)).toEqual([303, 303])
    expect(await db.$count(groups)).toBe(1)
    expect(await journal()).toEqual(['group_created'])
  })

  it('takes away what turns or hides text, and shows markup as text', async () => {
    const ada = await signInAda()
    const name = 'O’Brien & <b>\u202egras\u202c\u0007</b>'
    const { headers } = await post(paths.admin.groups(), { name }, { as: ada })
    expect((await db.select().from(groups))[0]?.name).toBe('O’Brien & <b>gras </b>')
    const answer = await (await get(headers.get('Location') ?? '', { as: ada })).text()
    expect(answer).toContain('O’Brien &amp; &lt;b&gt;gras')
    expect(answer).not.toContain('<b>gras')
  })

  it.each([
    ['nothing', '', 'Give the group a name'],
    ['only invisible marks', ' \u200b\u202e ', 'Give the group a name'],
    ['101 characters', 'é'.repeat(101), 'A name has 100 characters at most'],
  ])('is refused with %s, and shows the form again', async (_, name, sentence) => {
    const answer = await post(paths.admin.groups(), { name }, { as: await signInAda() })
    expect(answer.status).toBe(422)
    const text = await answer.text()
    expect(text).toContain(sentence)
    expect(text).toContain('aria-describedby="name-error"')
    expect(await db.$count(groups)).toBe(0)
  })
})

describe('a group', () => {
  it('gets another name', async () => {
    const ada = await signInAda()
    const { publicId } = await addGroup('Quartier A')
    const answer = await post(paths.admin.group(publicId), { name: 'Quartier B' }, { as: ada })
    expect(answer.status).toBe(303)
    expect((await db.select().from(groups))[0]?.name).toBe('Quartier B')
    await post(paths.admin.group(publicId), { name: 'Quartier B' }, { as: ada })
    expect(await journal()).toEqual(['group_renamed'])
  })

  it('receives a registered person by their address, once, whatever its case', async () => {
    const ada = await signInAda()
    const max = await addUser(cast.max)
    const { publicId } = await addGroup('Quartier A')
    const add = () => post(paths.admin.groupMembers(publicId), { email: ' MAX@Parvis.test' }, { as: ada })
    const answers = await Promise.all([add(), add()])
    expect(answers.map(({ status }) => status)).toEqual([303, 303])
    expect(await db.select().from(groupMembers)).toMatchObject([{ userId: max.id }])
    expect(await journal()).toEqual(['group_member_added'])
    const text = await (await get(paths.admin.group(publicId), { as: ada })).text()
    expect(text).toContain('Max O’Brien &amp; &lt;b&gt;')
    expect(text).toContain('One person is in this group')
  })

  it('says what to do about someone who is not registered', async () => {
    const { publicId } = await addGroup('Quartier A')
    const given = { email: 'vera@parvis.test' }
    const answer = await post(paths.admin.groupMembers(publicId), given, { as: await signInAda() })
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('Nobody is registered with vera@parvis.test. Invite this person')
    expect(await db.$count(groupMembers)).toBe(0)
  })

  it.each(['Max <max@parvis.test>', 'mailto:max@parvis.test'])(
    'takes an address as people paste it: %s',
    async (email) => {
      const max = await addUser(cast.max)
      const { publicId } = await addGroup('Quartier A')
      const answer = await post(paths.admin.groupMembers(publicId), { email }, { as: await signInAda() })
      expect(answer.status).toBe(303)
      expect(await db.select().from(groupMembers)).toMatchObject([{ userId: max.id }])
    },
  )

  it('wants a whole address', async () => {
    const { publicId } = await addGroup('Quartier A')
    const given = { email: 'vera\r\nBcc: all' }
    const answer = await post(paths.admin.groupMembers(publicId), given, { as: await signInAda() })
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('not a complete e-mail address')
  })

  it('loses a member once, however often the button is clicked', async () => {
    const ada = await signInAda()
    const max = await addUser(cast.max)
    const { publicId } = await addGroup('Quartier A', [max, ada])
    const remove = () => post(paths.admin.groupMember(publicId, max.publicId), {}, { as: ada })
    const answers = await Promise.all([remove(), remove()])
    expect(answers.map(({ status }) => status)).toEqual([303, 303])
    expect(await db.select().from(groupMembers)).toMatchObject([{ userId: ada.id }])
    expect(await journal()).toEqual(['group_member_removed'])
  })

  it('shows its members page by page', async () => {
    const ada = await signInAda()
    const { publicId } = await addGroup('Quartier A', await addPeople(pageRows + 1))
    const first = await (await get(paths.admin.group(publicId), { as: ada })).text()
    expect(first.match(/<tr data-id/g)).toHaveLength(pageRows)
    const second = await (await get(linkTo(first, 'next'), { as: ada })).text()
    expect(second.match(/<tr data-id/g)).toHaveLength(1)
    expect(second).toContain('person1@parvis.test')
    const back = await (await get(linkTo(second, 'prev'), { as: ada })).text()
    expect(back.match(/<tr data-id/g)).toHaveLength(pageRows)
    expect(back).toContain(`person${pageRows + 1}@parvis.test`)
  })

  it('that does not exist is not found, at every door', async () => {
    const ada = await signInAda()
    const answers = [
      await get(paths.admin.group('nothing'), { as: ada }),
      await post(paths.admin.group('nothing'), { name: 'A' }, { as: ada }),
      await post(paths.admin.groupMembers('nothing'), { email: 'ada@parvis.test' }, { as: ada }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404])
  })
})

describe('the list of groups, in the reader’s language', () => {
  it('shows and sorts names as the reader knows them', async () => {
    const max = await addUser({ ...cast.max, role: 'admin' })
    await addGroup('B')
    await nameGroup((await addGroup('Z')).id, { fr: 'A & <b>' })
    const answer = await (await get(paths.admin.groups(), { as: max })).text()
    expect(answer.indexOf('A &amp; &lt;b&gt;')).toBeGreaterThan(0)
    expect(answer.indexOf('A &amp; &lt;b&gt;')).toBeLessThan(answer.indexOf('>B<'))
  })

  it('warns of names that two groups share in different languages', async () => {
    const ada = await signInAda()
    await addGroup('Hiver')
    await nameGroup((await addGroup('Winter')).id, { fr: 'HIVER' })
    const answer = await (await get(paths.admin.groups(), { as: ada })).text()
    expect(answer.match(/Another group has this name/g)).toHaveLength(2)
  })
})

describe('a smart group', () => {
  const filled = {
    languages: ['fr'],
    domains: '@Parvis.TEST',
    registered_from: '2020-01-01',
    roles: 'member',
  }

  it('is created with its conditions still to be given', async () => {
    const answer = await post(paths.admin.groups(), { name: 'A', kind: 'smart' }, { as: await signInAda() })
    const [group] = await db.select().from(groups)
    expect(group).toMatchObject({ kind: 'smart', conditions: null })
    expect(answer.headers.get('Location')).toBe(paths.admin.groupConditions(group?.publicId ?? ''))
  })

  it('gets its conditions from a form, and shows them in words with who meets them', async () => {
    const ada = await signInAda()
    await addUser(cast.max)
    const inner = await addGroup('Inner & <b>', [ada])
    const { publicId } = await addSmartGroup('Smart', null)
    const address = paths.admin.groupConditions(publicId)
    expect((await post(address, filled, { as: ada })).headers.get('Location')).toBe(
      paths.admin.group(publicId),
    )
    const shown = await (await get(paths.admin.group(publicId), { as: ada })).text()
    expect(shown).toContain('One person is in this group')
    expect(shown).toContain('parvis.test</dd>')
    expect(shown).toContain('1 January 2020')
    expect(shown).toContain('data-state="meets"')
    expect(shown).not.toContain('/removal"')
    await post(address, { groups: inner.publicId }, { as: ada })
    const changed = await (await get(paths.admin.group(publicId), { as: ada })).text()
    expect(changed).toContain('Inner &amp; &lt;b&gt;</a>')
    expect(changed).not.toContain('1 January 2020')
    const form = await (await get(address, { as: ada })).text()
    expect(form).toMatch(new RegExp(`value="${inner.publicId}" checked`))
    expect(await journal()).toEqual(['group_conditions_changed', 'group_conditions_changed'])
  })

  it.each([
    ['nothing', {}, 'Give at least one condition', 'error-summary'],
    ['a wrong domain', { domains: 'ville.be, not a domain' }, '“not” is not a domain', 'id="domains-error"'],
    ['a day that is none', { registered_from: '2026-02-30' }, 'Give a day', 'id="registered_from-error"'],
    [
      'days in the wrong order',
      { registered_from: '2026-03-02', registered_before: '2026-03-02' },
      'must come after',
      'id="registered_before-error"',
    ],
    ['a language nobody has', { languages: 'xx' }, 'Choose from the list', 'id="languages-error"'],
    ['a role nobody has', { roles: 'king' }, 'Choose from the list', 'id="roles-error"'],
    ['a group that is not there', { groups: 'nothing' }, 'Choose from the list', 'id="groups-error"'],
  ])('refuses %s, and shows the form again', async (_, fields, sentence, place) => {
    const { publicId } = await addSmartGroup('Smart', null)
    const answer = await post(paths.admin.groupConditions(publicId), fields, { as: await signInAda() })
    expect(answer.status).toBe(422)
    const text = await answer.text()
    expect(text).toContain(sentence)
    expect(text).toContain(place)
    expect((await db.select().from(groups))[0]?.conditions).toBeNull()
  })

  it('refuses a circle and names its path in the reader’s language', async () => {
    const one = await addSmartGroup('One', { languages: ['fr'] })
    const two = await addSmartGroup('Two', { groups: [one.id] })
    await nameGroup(two.id, { en: 'Zwei' })
    const fields = { groups: two.publicId }
    const answer = await post(paths.admin.groupConditions(one.publicId), fields, { as: await signInAda() })
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('One → Zwei → One')
  })

  it('counts while its conditions are written, without writing anything', async () => {
    const ada = await signInAda()
    await addUser(cast.max)
    const { publicId } = await addSmartGroup('Smart', { roles: ['support'] }, [ada])
    const address = paths.admin.groupConditionsCount(publicId)
    const count = async (fields: Record<string, string | string[]>) =>
      (await post(address, fields, { as: ada, headers: { 'HX-Request': 'true' } })).text()
    expect(await count({ languages: ['fr', 'en'], roles: 'member', domains: '', registered_from: '' })).toBe(
      '<span data-count="meeting">One person meets these conditions.</span>' +
        '<span class="hint">With those who were put there, the group has 2 members.</span>',
    )
    expect(await count({ languages: '', domains: '"<b>' })).toContain('&lt;b&gt;” is not a domain')
    expect(await count({})).toContain('Give at least one condition')
    expect((await db.select().from(groups))[0]?.conditions).toEqual({ roles: ['support'] })
    expect(await journal()).toEqual([])
  })

  it('keeps who meets its conditions, and says why', async () => {
    const ada = await signInAda()
    const max = await addUser(cast.max)
    const { publicId } = await addSmartGroup('Smart', { languages: ['fr'] }, [ada, max])
    const remove = (id: string) => post(paths.admin.groupMember(publicId, id), {}, { as: ada })
    const refused = await remove(max.publicId)
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('Max O’Brien &amp; &lt;b&gt; meets the conditions of this group')
    expect((await remove(ada.publicId)).status).toBe(303)
    expect(await db.select().from(groupMembers)).toMatchObject([{ userId: max.id }])
  })

  it('that asks for a deleted group says so, until the condition is dropped', async () => {
    const ada = await signInAda()
    const inner = await addGroup('Inner', [ada])
    const { publicId } = await addSmartGroup('Smart', { groups: [inner.id], languages: ['en'] })
    await post(paths.admin.groupDeletion(inner.publicId), {}, { as: ada })
    const shown = await (await get(paths.admin.group(publicId), { as: ada })).text()
    expect(shown).toContain('One of these groups has been deleted: nobody meets the conditions')
    expect(shown).toContain('Nobody is in this group yet')
    const address = paths.admin.groupConditions(publicId)
    expect(await (await get(address, { as: ada })).text()).toContain('value="deleted" checked')
    await post(address, { groups: 'deleted', languages: ['en', 'fr'] }, { as: ada })
    expect((await db.select().from(groups))[0]?.conditions).toEqual({
      languages: ['en', 'fr'],
      groups: [inner.id],
    })
    await post(address, { languages: 'en' }, { as: ada })
    expect((await db.select().from(groups))[0]?.conditions).toEqual({ languages: ['en'] })
  })
})

describe('the pages of a person', () => {
  it('name the groups whose conditions they meet, in the reader’s language', async () => {
    const ada = await signInAda()
    const max = await addUser(cast.max)
    const smart = await addSmartGroup('French speakers', { languages: ['fr'] })
    await nameGroup(smart.id, { fr: 'Francophones' })
    expect(await (await get(paths.admin.user(max.publicId), { as: ada })).text()).toContain('French speakers')
    const home = await (await get(paths.home(), { as: max })).text()
    expect(home).toContain('<li>Francophones</li>')
    expect(await (await get(paths.home(), { as: ada })).text()).not.toContain('French speakers')
  })
})

describe('the names of a group', () => {
  it('are one per language of the platform, each in a field of its own', async () => {
    const ada = await signInAda()
    const { publicId } = await addGroup('Harbour')
    await post(
      paths.admin.group(publicId),
      { name: 'Harbour', name_fr: ' Port ', name_xx: 'no' },
      { as: ada },
    )
    expect((await db.select().from(groups))[0]).toMatchObject({ name: 'Harbour', names: { fr: 'Port' } })
    const form = await (await get(paths.admin.group(publicId), { as: ada })).text()
    expect(form).toMatch(/name="name_fr" value="Port"/)
    const refused = await post(
      paths.admin.group(publicId),
      { name: 'Harbour', name_fr: 'é'.repeat(101) },
      { as: ada },
    )
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('id="name_fr-error"')
  })
})

describe('deleting a group', () => {
  it('says first what it means', async () => {
    const ada = await signInAda()
    const group = await addGroup('Harbour', await addPeople(2))
    await addSmartGroup('Resting & <b>', { groups: [group.id] })
    await invite('one@ville.test', { promise: { groups: [group.id] }, expiresAt: Date.now() + 1000 * 60 })
    await invite('late@ville.test', { promise: { groups: [group.id] }, expiresAt: Date.now() - 1 })
    await invite('other@ville.test', { expiresAt: Date.now() + 1000 * 60 })
    const page = await (await get(paths.admin.groupDeletion(group.publicId), { as: ada })).text()
    expect(page).toContain('2 people no longer belong to this group')
    expect(page).toContain('One open invitation goes on without promising it')
    expect(page).toContain('Resting &amp; &lt;b&gt;')
    expect(await db.$count(groups)).toBe(2)
  })

  it('takes its members and promises with it, once, and leaves people and invitations', async () => {
    const ada = await signInAda()
    const group = await addGroup('Harbour', [ada])
    const { grantId } = await invite('one@ville.test', { promise: { groups: [group.id] } })
    const remove = () => post(paths.admin.groupDeletion(group.publicId), {}, { as: ada })
    const answers = await Promise.all([remove(), remove()])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 404])
    expect(await db.$count(groups)).toBe(0)
    expect(await db.$count(groupMembers)).toBe(0)
    expect(await db.select().from(grantGroups)).toEqual([])
    expect(await db.select().from(invitations)).toMatchObject([{ grantId }])
    expect(await journal()).toEqual(['group_deleted'])
  })
})

describe('a draft under review', () => {
  it('names groups as its reader knows them, in the numbers and with each person', async () => {
    const reader = await addUser({ ...cast.ada, locale: 'fr' })
    const max = await addUser(cast.max)
    const harbour = await addGroup('Harbour')
    await nameGroup(harbour.id, { fr: 'Le Port' })
    const addresses = `new@ville.test, ${max.email}`
    const fields = { source: 'addresses', addresses, groups: harbour.publicId }
    const { headers } = await post(paths.admin.batches(), fields, { as: reader })
    const answer = await (await get(headers.get('Location') ?? '', { as: reader })).text()
    expect(answer).toContain('Le Port')
    expect(answer).not.toContain('Harbour')
  })
})
