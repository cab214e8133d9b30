import { describe, expect, it } from 'vitest'
import { groups } from '#src/db/schema/index.ts'
import type { GroupConditions } from '#src/domain/groups/conditions.ts'
import { setConditions } from '#src/domain/groups/set-conditions.ts'
import { addUser, cast, db } from '#test/support/cast.ts'
import { addSmartGroup } from '#test/support/groups.ts'
import { journal } from '#test/support/invitations.ts'
import { addGroup } from '#test/support/panel.ts'

const now = Date.UTC(2026, 8, 1, 9)

async function setter() {
  const ada = await addUser(cast.ada)
  return (publicId: string, conditions: GroupConditions) => setConditions(db, publicId, conditions, ada, now)
}

async function conditionsOf(publicId: string) {
  const all = await db.select().from(groups)
  return all.find((group) => group.publicId === publicId)?.conditions
}

describe('setting conditions', () => {
  it('stores them and is written to the journal, once for the same ones', async () => {
    const set = await setter()
    const { publicId } = await addSmartGroup('Smart', null)
    const answers = [await set(publicId, { languages: ['fr'] }), await set(publicId, { languages: ['fr'] })]
    expect(answers).toEqual([{ state: 'saved' }, { state: 'saved' }])
    expect(await conditionsOf(publicId)).toEqual({ languages: ['fr'] })
    expect(await journal()).toEqual(['group_conditions_changed'])
  })

  it('is for smart groups alone', async () => {
    const set = await setter()
    const { publicId } = await addGroup('Manual')
    expect(await set(publicId, { languages: ['fr'] })).toEqual({ state: 'manual' })
    expect(await set('nothing', { languages: ['fr'] })).toEqual({ state: 'unknown' })
    expect(await conditionsOf(publicId)).toBeNull()
    expect(await journal()).toEqual([])
  })

  it('refuses a circle and names its groups', async () => {
    const set = await setter()
    const one = await addSmartGroup('One', { languages: ['fr'] })
    const two = await addSmartGroup('Two', { groups: [one.id] })
    const three = await addSmartGroup('Three', { groups: [two.id] })
    const refused = await set(one.publicId, { groups: [three.id] })
    expect(refused).toMatchObject({
      state: 'circular',
      path: [{ name: 'One' }, { name: 'Three' }, { name: 'Two' }, { name: 'One' }],
    })
    expect(await set(one.publicId, { groups: [one.id] })).toMatchObject({ state: 'circular' })
    expect(await conditionsOf(one.publicId)).toEqual({ languages: ['fr'] })
    expect(await journal()).toEqual([])
  })

  it('lets two groups rest on the same third', async () => {
    const set = await setter()
    const base = await addSmartGroup('Base', { languages: ['fr'] })
    const [left, right] = [
      await addSmartGroup('Left', { groups: [base.id] }),
      await addSmartGroup('Right', { groups: [base.id] }),
    ]
    const top = await addSmartGroup('Top', null)
    expect(await set(top.publicId, { groups: [left.id, right.id] })).toEqual({ state: 'saved' })
  })

  it('refuses chains of more than five, also where the change is in the middle of one', async () => {
    const set = await setter()
    const chain = [await addSmartGroup('1', { languages: ['fr'] })]
    for (const name of ['2', '3', '4', '5'])
      chain.push(await addSmartGroup(name, { groups: [chain.at(-1)?.id ?? 0] }))
    const sixth = await addSmartGroup('6', null)
    expect(await set(sixth.publicId, { groups: [chain.at(-1)?.id ?? 0] })).toMatchObject({
      state: 'too_deep',
      path: ['6', '5', '4', '3', '2', '1'].map((name) => ({ name })),
    })
    const zero = await addSmartGroup('0', { languages: ['fr'] })
    expect(await set(chain[0]?.publicId ?? '', { groups: [zero.id] })).toMatchObject({ state: 'too_deep' })
    expect(await journal()).toEqual([])
  })

  it('never makes a circle of two changes at once', async () => {
    const set = await setter()
    const one = await addSmartGroup('One', { languages: ['fr'] })
    const two = await addSmartGroup('Two', { languages: ['fr'] })
    const answers = await Promise.all([
      set(one.publicId, { groups: [two.id] }),
      set(two.publicId, { groups: [one.id] }),
    ])
    expect(answers.map(({ state }) => state).toSorted()).toEqual(['circular', 'saved'])
    expect(await journal()).toEqual(['group_conditions_changed'])
  })
})
