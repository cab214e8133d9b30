import { inArray, sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { jsonList } from '#src/db/json-list.ts'
import { groups, users } from '#src/db/schema/index.ts'
import { newPublicId } from '#src/domain/ids/new-public-id.ts'
import { findFilteredGroup } from '#src/domain/profiles/find-filtered-group.ts'
import { listUsers, type UserSort } from '#src/domain/profiles/list-users.ts'
import type { UserFilter } from '#src/domain/profiles/match-users.ts'
import { readUserChoices } from '#src/domain/profiles/read-user-choices.ts'
import { addUser, cast, db } from '#test/support/cast.ts'
import { addGroup, addPeople } from '#test/support/panel.ts'
import { scansIn, statementsOf } from '#test/support/plans.ts'

const timeZone = 'Europe/Brussels'

async function list(
  asked: UserFilter & { after?: string; before?: string; sort?: UserSort },
  looked?: number,
) {
  const group = await findFilteredGroup(db, asked.group, timeZone)
  return listUsers(db, asked, group, looked)
}

async function found(filter: UserFilter): Promise<string[]> {
  return (await list(filter)).rows.map(({ email }) => email.split('@')[0] ?? '')
}

async function addSmartGroup(name: string, conditions: object) {
  const [group] = await db
    .insert(groups)
    .values({ publicId: newPublicId(), kind: 'smart', name, conditions, createdAt: 0 })
    .returning()
  if (!group) throw new Error('The group was not added')
  return group
}

describe('the list of users', () => {
  it.each(['newest', 'oldest'] as const)('leads to every page and back, %s first', async (sort) => {
    await addPeople(60)
    const first = await list({ sort })
    const second = await list({ sort, after: first.next ?? '' })
    const third = await list({ sort, after: second.next ?? '' })
    expect([first, second, third].map(({ rows }) => rows.length)).toEqual([25, 25, 10])
    expect(first.rows[0]?.email).toBe(sort === 'newest' ? 'person60@parvis.test' : 'person1@parvis.test')
    expect([first.previous, third.next]).toEqual([undefined, undefined])
    const back = await list({ sort, before: third.previous ?? '' })
    expect(back).toEqual(second)
    expect(await list({ sort, before: back.previous ?? '' })).toEqual(first)
  })

  it('finds words that begin so, in name and address, in any order, case and accent', async () => {
    await addUser({ email: 'elodie@parvis.test', firstName: 'Élodie', lastName: 'Núñez Ibarra' })
    await addUser({ email: 'jo@parvis.test', firstName: 'Jo', lastName: 'Doe' })
    for (const typed of ['élodie', 'elodie', 'ÉLOD', 'ibarra elod', 'nunez', '  núñez   PARVIS '])
      expect(await found({ typed }), typed).toEqual(['elodie'])
    expect(await found({ typed: 'elodie doe' })).toEqual([])
  })

  it('never fails on what is typed', async () => {
    await addUser({ email: 'a_b@parvis.test', firstName: 'O’Brien', lastName: '100% "sure" \'yes\'' })
    for (const typed of ['a_b', '100%', '"sure"', "'yes'", 'o’brien'])
      expect(await found({ typed }), typed).toEqual(['a_b'])
    for (const typed of ['%', '_', '"', "' or 1=1 --", '\\', '\u0000', '🎉'.repeat(60_000), 'role:admin NOT'])
      expect(await found({ typed }), typed).toEqual([])
  })

  it('puts role, language, state, group and words together', async () => {
    const [ada, sam, max] = [await addUser(cast.ada), await addUser(cast.sam), await addUser(cast.max)]
    const bea = await addUser({ email: 'bea@parvis.test', role: 'support', locale: 'nl-BE' })
    await db.update(users).set({ deactivatedAt: 1 }).where(sql`id = ${bea.id}`)
    const manual = (await addGroup('Quartier', [ada, max, bea])).publicId
    const smart = (await addSmartGroup('Staff', { roles: ['support', 'admin'] })).publicId
    expect(await found({ role: 'support' })).toEqual(['bea', 'sam'])
    expect(await found({ role: 'support', state: 'active' })).toEqual(['sam'])
    expect(await found({ language: 'nl-BE' })).toEqual(['bea'])
    expect(await found({ language: 'nl' })).toEqual([])
    expect(await found({ group: manual })).toEqual(['bea', 'max', 'ada'])
    expect(await found({ group: manual, state: 'active', language: 'fr' })).toEqual(['max'])
    expect(await found({ group: manual, typed: 'parvis', role: 'admin' })).toEqual(['ada'])
    expect(await found({ group: smart })).toEqual(['bea', 'sam', 'ada'])
    expect(await found({ group: smart, state: 'active', typed: 'dub' })).toEqual([sam.email.split('@')[0]])
    expect(await found({ group: 'nobody' })).toEqual([])
  })

  it('never shows anybody who was erased', async () => {
    const max = await addUser(cast.max)
    const smart = (await addSmartGroup('Members', { roles: ['member'] })).publicId
    await db.update(users).set({ erasedAt: 1 }).where(sql`id = ${max.id}`)
    for (const filter of [
      {},
      { role: 'member' },
      { group: smart },
      { typed: 'max' },
      { language: 'fr' },
    ] as const)
      expect(await found(filter)).toEqual([])
  })

  it('looks at so many people for one page, says so, and goes on where it stopped', async () => {
    const people = await addPeople(60)
    const max = await addUser(cast.max)
    const french = await addSmartGroup('French', { languages: ['fr'] })
    const smart = (await addSmartGroup('All French', { groups: [french.id] })).publicId
    const [first] = await db.select().from(users).where(sql`id = ${people[0]?.id}`)
    await db.update(users).set({ locale: 'fr' }).where(sql`id = ${first?.id}`)
    const one = await list({ group: smart }, 40)
    expect([one.rows.map(({ publicId }) => publicId), one.isCut]).toEqual([[max.publicId], true])
    const two = await list({ group: smart, after: one.next ?? '' }, 40)
    expect([two.rows.map(({ publicId }) => publicId), two.isCut]).toEqual([[first?.publicId], false])
    const back = await list({ group: smart, before: two.rows[0]?.publicId ?? '' }, 40)
    expect([back.rows.length, back.isCut]).toEqual([0, true])
    const start = await list({ group: smart, before: back.previous ?? '' }, 40)
    expect(start.rows.map(({ publicId }) => publicId)).toEqual([max.publicId])
  })

  it('finds who meets a smart group and who was put there, each once, in one order', async () => {
    const people = await addPeople(70)
    const smart = await addSmartGroup('French', { languages: ['fr'], domains: ['parvis.test'] })
    const [french, put] = [people.filter((_, index) => index % 2 === 0), people.slice(30)]
    await db
      .update(users)
      .set({ locale: 'fr' })
      .where(
        inArray(
          users.id,
          french.map(({ id }) => id),
        ),
      )
    await db.run(
      sql`insert into group_members select ${smart.id}, value, 1 from ${jsonList(put.map(({ id }) => id))}`,
    )
    const expected = people.map((_, index) => index).filter((index) => index % 2 === 0 || index >= 30)
    const one = await list({ group: smart.publicId })
    const two = await list({ group: smart.publicId, after: one.next ?? '' })
    const three = await list({ group: smart.publicId, after: two.next ?? '' })
    expect([one, two, three].map(({ rows }) => rows.length)).toEqual([25, 25, 5])
    const emails = [one, two, three].flatMap(({ rows }) => rows.map(({ email }) => email))
    expect(emails).toEqual(expected.toReversed().map((index) => `person${index + 1}@parvis.test`))
    expect(await list({ group: smart.publicId, before: two.previous ?? '' })).toEqual(one)
    expect(await found({ group: smart.publicId, typed: 'person70', language: 'en' })).toEqual(['person70'])
  })

  it('reads no whole table, whatever it is filtered by', async () => {
    const manual = (await addGroup('Quartier')).publicId
    const filters = [
      {},
      { role: 'admin' },
      { typed: 'ann', state: 'active' },
      { group: manual, role: 'member' },
    ] as const
    for (const filter of filters) {
      const group = await findFilteredGroup(db, 'group' in filter ? filter.group : undefined, timeZone)
      const asked = await statementsOf((given) => listUsers(given, filter, group))
      // In the order of their ids, from newest on, until a page is full.
      // What a part of the statement found is told again as a scan of that part.
      expect(await scansIn(asked, (scan) => /^SCAN (x VIRTUAL|users$|\(subquery-\d+\)$)/.test(scan))).toEqual(
        [],
      )
    }
  })
})

it('names groups in the reader’s language', async () => {
  await addGroup('Quartier')
  const { groups: named } = await readUserChoices(db, undefined, { language: 'en', timeZone })
  expect(named.map(({ name }) => name)).toEqual(['Quartier'])
})
