import { eq, sql } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '#src/db/client.ts'
import { groups } from '#src/db/schema/index.ts'
import { countChangedGroups, countDueGroups, countedForMs } from '#src/domain/groups/count-smart-groups.ts'
import { createGroup } from '#src/domain/groups/create-group.ts'
import { deleteGroup } from '#src/domain/groups/delete-group.ts'
import { renameGroup } from '#src/domain/groups/rename-group.ts'
import { dayMs } from '#src/domain/time/day.ts'
import { addUser, cast, db } from '#test/support/cast.ts'
import { addSmartGroup, changeConditions } from '#test/support/groups.ts'
import { meteredDatabase } from '#test/support/metered.ts'
import { addGroup, addPeople } from '#test/support/panel.ts'

const now = Date.UTC(2026, 8, 1, 9)
const later = now + countedForMs
const when = (at: number) => ({ timeZone: 'UTC', now: at })

beforeEach(async () => {
  for (const email of ['ann@ville.test', 'bob@ville.test']) await addUser({ email, locale: 'fr' })
  await addUser({ email: 'cho@x.test', locale: 'nl' })
})

async function told({ id }: { id: number }) {
  const [group] = await db.select().from(groups).where(eq(groups.id, id))
  return group && [group.memberCount, group.countedAt]
}

const newcomer = (email: string) => addUser({ email, locale: 'fr' })

/** A database in which something else happens when the numbers are about to be written. */
function whileCounting(meanwhile: () => Promise<unknown>): Database {
  const run = async (...given: Parameters<Database['run']>) => {
    await meanwhile()
    return await db.run(...given)
  }
  return new Proxy(db, { get: (target, name) => (name === 'run' ? run : Reflect.get(target, name)) })
}

describe('the clock', () => {
  it('counts whoever meets the conditions or was put there, manual groups aside', async () => {
    const put = await addUser({ email: 'put@x.test' })
    const smart = await addSmartGroup('Smart', { languages: ['fr'] }, [put])
    const nested = await addSmartGroup('Nested', { groups: [smart.id], domains: ['x.test'] })
    const bare = await addSmartGroup('Without conditions', null, [put])
    const manual = await addGroup('Manual', [put])
    await countDueGroups(db, when(now))
    expect(await Promise.all([smart, nested, bare, manual].map(told))).toEqual([
      [3, now],
      [1, now],
      [1, now],
      [1, null],
    ])
  })

  it('counts a group again after a quarter of an hour, and not before', async () => {
    const smart = await addSmartGroup('Smart', { languages: ['fr'] })
    await countDueGroups(db, when(now))
    await newcomer('dan@ville.test')
    await countDueGroups(db, when(later - 1))
    expect(await told(smart)).toEqual([2, now])
    await countDueGroups(db, when(later))
    expect(await told(smart)).toEqual([3, later])
  })

  it('does not believe a clock that was ahead', async () => {
    const smart = await addSmartGroup('Smart', { languages: ['fr'] })
    await countDueGroups(db, when(now + 31 * dayMs))
    await newcomer('dan@ville.test')
    await countDueGroups(db, when(now))
    expect(await told(smart)).toEqual([3, now])
  })

  it('walks over the users once, whatever is due, and not at all where nothing is', async () => {
    for (const name of ['A', 'B', 'C', 'D']) await addSmartGroup(name, { languages: ['fr'] })
    const { db: metered, meter } = meteredDatabase()
    await countDueGroups(metered, when(now))
    expect(meter.statements).toBe(3)
    await countDueGroups(metered, when(now))
    expect(meter.statements).toBe(4)
  })

  it('counts a hundred and twenty groups, some of which rest on others', async () => {
    const inner = await addSmartGroup('Inner', { languages: ['fr'] })
    for (let n = 0; n < 120; n++) await addSmartGroup(String(n), { groups: [inner.id] })
    await countDueGroups(db, when(now))
    expect(await db.$count(groups, sql`member_count = 2 and counted_at = ${now}`)).toBe(121)
  })

  it('that ticks twice at once writes one number, and the slower one none over it', async () => {
    const smart = await addSmartGroup('Smart', { languages: ['fr'] })
    await Promise.all([countDueGroups(db, when(now)), countDueGroups(db, when(now))])
    expect(await told(smart)).toEqual([2, now])
    const slow = whileCounting(async () => {
      await newcomer('dan@ville.test')
      await countDueGroups(db, when(later + 1))
    })
    await countDueGroups(slow, when(later))
    expect(await told(smart)).toEqual([3, later + 1])
  })
})

describe('what changes while it is counted', () => {
  it('keeps no number of the conditions before, be it counted for the first time or again', async () => {
    const smart = await addSmartGroup('Smart', { languages: ['fr'] })
    const change = (language: string) => () => changeConditions(smart.id, { languages: [language] })
    await countDueGroups(whileCounting(change('nl')), when(now))
    expect(await told(smart)).toEqual([0, null])
    await countDueGroups(db, when(now))
    expect(await told(smart)).toEqual([1, now])
    await countDueGroups(whileCounting(change('fr')), when(later))
    expect(await told(smart)).toEqual([1, null])
  })

  it('lets what rests on it keep none either, nor what is deleted', async () => {
    const inner = await addSmartGroup('Inner', { languages: ['fr'] })
    const middle = await addSmartGroup('Middle', { groups: [inner.id] })
    const outer = await addSmartGroup('Outer', { groups: [middle.id] })
    const other = await addSmartGroup('Other', { languages: ['fr'] })
    await countDueGroups(
      whileCounting(() => changeConditions(inner.id, { languages: ['nl'] })),
      when(now),
    )
    expect(await Promise.all([inner, middle, outer, other].map(told))).toEqual([
      [0, null],
      [0, null],
      [0, null],
      [2, now],
    ])
    await countChangedGroups(
      whileCounting(() => db.delete(groups).where(eq(groups.id, inner.id))),
      when(now),
    )
    expect(await Promise.all([middle, outer].map(told))).toEqual([
      [0, null],
      [0, null],
    ])
    await countChangedGroups(db, when(now))
    expect(await told(outer)).toEqual([0, now])
  })
})

describe('a change', () => {
  it('of conditions is counted at once with what rests on it, and nothing else', async () => {
    const inner = await addSmartGroup('Inner', { languages: ['fr'] })
    const outer = await addSmartGroup('Outer', { groups: [inner.id] })
    const other = await addSmartGroup('Other', { languages: ['fr'] })
    await countDueGroups(db, when(now))
    await newcomer('dan@ville.test')
    await changeConditions(inner.id, { languages: ['nl'] })
    await countChangedGroups(db, when(now + 1))
    expect(await Promise.all([inner, outer, other].map(told))).toEqual([
      [1, now + 1],
      [1, now + 1],
      [2, now],
    ])
  })

  it('to the same conditions, and of a name, leaves the number', async () => {
    const ada = await addUser(cast.ada)
    const smart = await addSmartGroup('Smart', { languages: ['fr'] })
    await countDueGroups(db, when(now))
    await changeConditions(smart.id, { languages: ['fr'] })
    await renameGroup(db, smart.publicId, { name: 'Other', names: {} }, ada, now)
    expect(await told(smart)).toEqual([2, now])
  })

  it('that deletes a group touches those alone that rest on some group, if one rests on it', async () => {
    const ada = await addUser(cast.ada)
    const [free, asked] = [await addGroup('Free'), await addGroup('Asked', await addPeople(2))]
    const nested = await addSmartGroup('Nested', { groups: [asked.id] })
    const plain = await addSmartGroup('Plain', { languages: ['fr'] })
    await countDueGroups(db, when(now))
    await deleteGroup(db, free.publicId, ada, now)
    expect(await told(nested)).toEqual([2, now])
    await deleteGroup(db, asked.publicId, ada, now)
    expect(await Promise.all([nested, plain].map(told))).toEqual([
      [2, null],
      [2, now],
    ])
    await countDueGroups(db, when(now + 1))
    expect(await told(nested)).toEqual([0, now + 1])
  })
})

it('a smart group that is created has nobody in it, and is counted', async () => {
  const ada = await addUser(cast.ada)
  await createGroup(db, { publicId: 'smart', name: 'Smart', kind: 'smart' }, ada, now)
  await createGroup(db, { publicId: 'manual', name: 'Manual', kind: 'manual' }, ada, now)
  const all = await db.select().from(groups).orderBy(groups.id)
  expect(all.map(({ memberCount, countedAt }) => [memberCount, countedAt])).toEqual([
    [0, now],
    [0, null],
  ])
})
