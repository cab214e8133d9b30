import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { pageRows } from '#src/db/paging.ts'
import type { GroupConditions } from '#src/domain/groups/conditions.ts'
import { countDueGroups } from '#src/domain/groups/count-smart-groups.ts'
import { listGroups } from '#src/domain/groups/list-groups.ts'
import { readGroup } from '#src/domain/groups/read-group.ts'
import { readGroupsOf } from '#src/domain/groups/read-groups-of.ts'
import { tryConditions } from '#src/domain/groups/try-conditions.ts'
import { addUser, db } from '#test/support/cast.ts'
import { addSmartGroup, changeConditions } from '#test/support/groups.ts'
import { addGroup, addPeople } from '#test/support/panel.ts'

const reader = { language: 'en', timeZone: 'Europe/Brussels' }
const at = (instant: string) => Date.parse(instant)

async function addTown() {
  await addUser({ email: 'ann@ville.test', locale: 'fr' }, at('2026-03-01T12:00:00Z'))
  await addUser({ email: 'bob@ville.test', locale: 'en', role: 'support' }, at('2026-03-02T12:00:00Z'))
  await addUser({ email: 'cho@sub.ville.test', locale: 'nl-BE', role: 'admin' }, at('2026-03-03T12:00:00Z'))
  await addUser({ email: 'dan@notville.test', locale: 'fr' }, at('2026-03-04T12:00:00Z'))
}

/** Who is in a smart group with these conditions, by the first letters of their addresses. */
async function whoMeets(conditions: GroupConditions): Promise<string> {
  const group = await addSmartGroup('Smart', conditions)
  return membersOf(group.publicId)
}

async function membersOf(publicId: string): Promise<string> {
  const group = await readGroup(db, publicId, {}, reader.timeZone)
  const letters = group?.members.rows.map(({ email }) => email[0])
  expect(group?.memberCount).toBe(letters?.length)
  return letters?.toSorted().join('') ?? ''
}

describe('a condition', () => {
  it.each<[string, GroupConditions, string]>([
    ['language', { languages: ['fr'] }, 'ad'],
    ['several languages', { languages: ['en', 'nl-BE'] }, 'bc'],
    ['part of a language', { languages: ['nl'] }, ''],
    ['role', { roles: ['admin', 'support'] }, 'bc'],
    ['domain, without those below it or ending like it', { domains: ['ville.test'] }, 'ab'],
    ['several domains', { domains: ['sub.ville.test', 'notville.test'] }, 'cd'],
    ['first day', { registeredFrom: '2026-03-03' }, 'cd'],
    ['day that is over', { registeredBefore: '2026-03-03' }, 'ab'],
    ['span of days', { registeredFrom: '2026-03-02', registeredBefore: '2026-03-03' }, 'b'],
    ['language and role', { languages: ['en', 'fr'], roles: ['support'] }, 'b'],
    ['language and domain', { languages: ['fr'], domains: ['ville.test'] }, 'a'],
    ['text that would break a statement', { domains: ["x') or 1=1 --"] }, ''],
  ])('on %s is met by those it says', async (_, conditions, expected) => {
    await addTown()
    expect(await whoMeets(conditions)).toBe(expected)
  })

  it('takes days as the platform’s zone has them, to the millisecond', async () => {
    await addUser({ email: 'a@x.test' }, at('2026-07-09T21:59:59.999Z'))
    await addUser({ email: 'b@x.test' }, at('2026-07-09T22:00:00.000Z'))
    expect(await whoMeets({ registeredFrom: '2026-07-10' })).toBe('b')
    expect(await whoMeets({ registeredBefore: '2026-07-10' })).toBe('a')
  })

  it('on groups is met by who is in each of them, manual or smart', async () => {
    await addTown()
    const [ann, bob] = [await addUser({ email: 'ida@x.test' }), await addUser({ email: 'joe@x.test' })]
    const manual = await addGroup('Manual', [ann, bob])
    const smart = await addSmartGroup('Smart', { domains: ['ville.test'] }, [ann])
    expect(await whoMeets({ groups: [manual.id] })).toBe('ij')
    expect(await whoMeets({ groups: [smart.id] })).toBe('abi')
    expect(await whoMeets({ groups: [manual.id, smart.id] })).toBe('i')
    expect(await whoMeets({ groups: [smart.id], languages: ['fr'] })).toBe('a')
  })

  it('on a group that is gone is met by nobody', async () => {
    await addTown()
    expect(await whoMeets({ groups: [999_999_999], languages: ['fr'] })).toBe('')
  })
})

describe('a smart group', () => {
  it('has members by its conditions, and by hand, and tells which', async () => {
    await addTown()
    const put = await addUser({ email: 'put@x.test' }, 5)
    const both = await addUser({ email: 'both@ville.test' }, 5)
    const { publicId } = await addSmartGroup('Smart', { domains: ['ville.test'] }, [put, both])
    const group = await readGroup(db, publicId, {}, reader.timeZone)
    expect(
      group?.members.rows.map(({ email, addedAt, isMeeting }) => [email, addedAt !== null, isMeeting]),
    ).toEqual([
      ['both@ville.test', true, true],
      ['put@x.test', true, false],
      ['bob@ville.test', false, true],
      ['ann@ville.test', false, true],
    ])
    expect(group?.memberCount).toBe(4)
  })

  it('without conditions has only whom somebody put there', async () => {
    await addTown()
    const put = await addUser({ email: 'put@x.test' })
    const { publicId } = await addSmartGroup('Smart', null, [put])
    expect(await membersOf(publicId)).toBe('p')
  })

  it('follows people: who no longer meets the conditions is out', async () => {
    await addTown()
    const { publicId } = await addSmartGroup('Smart', { languages: ['fr'] })
    await db.run(sql`update users set locale = 'en' where email = 'ann@ville.test'`)
    expect(await membersOf(publicId)).toBe('d')
  })

  it('shows its members page by page and back', async () => {
    await addPeople(2 * pageRows + 20)
    const { publicId } = await addSmartGroup('Smart', { languages: ['en'] })
    const open = async (place: { after?: string | undefined; before?: string | undefined }) =>
      (await readGroup(db, publicId, place, reader.timeZone))?.members
    const first = await open({})
    const second = await open({ after: first?.next })
    const third = await open({ after: second?.next })
    expect([first, second, third].map((members) => members?.rows.length)).toEqual([pageRows, pageRows, 20])
    expect(third?.next).toBeUndefined()
    expect(await open({ before: third?.previous })).toEqual(second)
  })

  it('is counted in the list of groups as on its own page', async () => {
    await addTown()
    const put = await addUser({ email: 'put@x.test' })
    await addGroup('A manual', [put])
    const inner = await addSmartGroup('B smart', { languages: ['fr'] }, [put])
    await addSmartGroup('C nested', { groups: [inner.id], domains: ['x.test', 'ville.test'] })
    await addSmartGroup('D empty', null)
    await countDueGroups(db, { timeZone: reader.timeZone, now: 0 })
    const { rows } = await listGroups(db, {}, 'en')
    expect(rows.map(({ memberCount }) => memberCount)).toEqual([1, 3, 2, 0])
  })

  it('is among a person’s groups, whichever way they belong to it', async () => {
    await addTown()
    const eve = await addUser({ email: 'eve@ville.test', locale: 'fr' })
    await addGroup('Manual', [eve])
    await addGroup('Foreign', [])
    const smart = await addSmartGroup('By domain', { domains: ['ville.test'] }, [eve])
    await addSmartGroup('By a group', { groups: [smart.id] })
    await addSmartGroup('By another domain', { domains: ['x.test'] })
    await addSmartGroup('By hand', { domains: ['x.test'] }, [eve])
    const { groups: own } = await readGroupsOf(db, sql`${eve.id}`, reader)
    expect(own.map(({ name }) => name)).toEqual(['By a group', 'By domain', 'By hand', 'Manual'])
  })

  it('is found for a person among many smart groups that rest on each other', async () => {
    const eve = await addUser({ email: 'eve@ville.test' })
    let below = await addSmartGroup('0', { domains: ['ville.test'] })
    for (let n = 1; n < 5; n++)
      below = await addSmartGroup(String(n), { groups: [below.id], languages: ['en'] })
    for (let n = 5; n < 130; n++) await addSmartGroup(String(n), { groups: [below.id], roles: ['support'] })
    expect((await readGroupsOf(db, sql`${eve.id}`, reader)).groups).toHaveLength(5)
  })

  it('in a circle, which saving refuses, ends all the same: nobody comes in by it', async () => {
    const eve = await addUser({ email: 'eve@ville.test' })
    const one = await addSmartGroup('One', { domains: ['ville.test'] })
    const two = await addSmartGroup('Two', { groups: [one.id] })
    await changeConditions(one.id, { groups: [two.id] })
    expect(await membersOf(two.publicId)).toBe('')
    expect((await readGroupsOf(db, sql`${eve.id}`, reader)).groups).toEqual([])
  })
})

describe('trying conditions', () => {
  it('counts who would meet them and who would be in the group, and writes nothing', async () => {
    await addTown()
    const put = await addUser({ email: 'put@x.test' })
    const { publicId } = await addSmartGroup('Smart', { roles: ['admin'] }, [put])
    const trial = await tryConditions(db, publicId, { languages: ['fr'] }, reader.timeZone)
    expect(trial).toEqual({ state: 'counted', meeting: 2, members: 3 })
    expect(await membersOf(publicId)).toBe('cp')
  })
})
