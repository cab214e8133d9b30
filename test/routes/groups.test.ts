import { describe, expect, it } from 'vitest'
import { groupMembers, groups } from '#src/db/schema/index.ts'
import { paths } from '#src/paths.ts'
import { get, post } from '#test/support/browse.ts'
import { addUser, cast, db } from '#test/support/cast.ts'
import { journal } from '#test/support/invitations.ts'
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
    for (let n = 1; n <= 120; n++) await addGroup(`Quartier ${n}`)
    const first = await (await get(paths.admin.groups(), { as: ada })).text()
    expect(first).not.toContain('rel="prev"')
    const second = await (await get(linkTo(first, 'next'), { as: ada })).text()
    expect(second).toContain('Quartier 51<')
    const last = await (await get(linkTo(second, 'next'), { as: ada })).text()
    expect(last).toContain('Quartier 120<')
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
    const { publicId } = await addGroup('Quartier A', await addPeople(51))
    const first = await (await get(paths.admin.group(publicId), { as: ada })).text()
    expect(first.match(/<tr data-id/g)).toHaveLength(50)
    const second = await (await get(linkTo(first, 'next'), { as: ada })).text()
    expect(second.match(/<tr data-id/g)).toHaveLength(1)
    expect(second).toContain('person1@parvis.test')
    const back = await (await get(linkTo(second, 'prev'), { as: ada })).text()
    expect(back.match(/<tr data-id/g)).toHaveLength(50)
    expect(back).toContain('person51@parvis.test')
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
