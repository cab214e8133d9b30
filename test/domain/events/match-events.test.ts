import { sql } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { type EventFilter, matchEvents } from '#src/domain/events/match-events.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { addUser, cast, db } from '#test/support/cast.ts'

const hour = 60 * 60 * 1000
const start = Date.UTC(2026, 0, 1)

let ada: Actor
beforeEach(async () => {
  ada = await addUser(cast.ada)
})

/** Events at these hours, written in this order, each by Ada and about a subject named by its hour. */
async function happen(hours: readonly number[], action = 'settings_changed') {
  const list = JSON.stringify(hours)
  await db.run(sql`insert into events (at, actor_id, action, subject_type, subject_id)
    select ${start} + value * ${hour}, ${ada.id}, ${action}, 'settings', 's' || value from json_each(${list})`)
}

async function found(filter: EventFilter): Promise<number[]> {
  const { source, condition, key } = matchEvents(filter)
  const rows = await db.all<{ at: number }>(
    sql`select e.at from ${source} where ${condition} order by ${key}`,
  )
  return rows.map(({ at }) => (at - start) / hour)
}

const between = (from: number | undefined, until: number | undefined) => ({
  from: from === undefined ? undefined : start + from * hour,
  until: until === undefined ? undefined : start + until * hour,
})
const hours = (from: number, until: number) => Array.from({ length: until - from }, (_, n) => from + n)

describe('the events of a time', () => {
  it.each([0, 1, 2, 31, 32, 33, 65, 200, 1000])('are found among %d, whatever the time', async (count) => {
    await happen(hours(0, count))
    for (const [from, until] of [
      [-5, -2],
      [-2, 3],
      [0, 1],
      [50, 130],
      [199, 201],
      [998, 2000],
      [5, 5],
    ] as const) {
      const expected = hours(0, count).filter((at) => at >= from && at < until)
      expect(await found(between(from, until)), `${from} to ${until}`).toEqual(expected)
    }
    expect(await found(between(undefined, 3))).toEqual(hours(0, Math.min(count, 3)))
    expect(await found(between(3, undefined))).toEqual(hours(3, Math.max(count, 3)))
  })

  it('are found where ids have gaps, and many fall into one hour', async () => {
    await happen(hours(0, 300))
    await db.run(sql`delete from events where id % 100 > 3`)
    await happen(Array.from({ length: 300 }, () => 400))
    await happen(hours(500, 600))
    expect(await found(between(400, 401))).toHaveLength(300)
    expect(await found(between(450, 503))).toEqual([500, 501, 502])
    expect((await found(between(90, 400))).every((at) => at >= 90 && at < 300)).toBe(true)
  })

  it('are found where clocks were minutes apart', async () => {
    const minutes = hours(0, 3000).map((n) => n * 2 - (n % 3 === 0 ? 4 : 0))
    await happen(minutes.map((minute) => minute / 60))
    for (const [from, until] of [
      [600, 720],
      [1998, 2004],
      [0, 60],
      [5940, 6000],
    ] as const) {
      const met = await found(between(from / 60, until / 60))
      const expected = minutes.filter((minute) => minute >= from && minute < until)
      expect(met.map((at) => Math.round(at * 60))).toEqual(expected)
    }
  })
})

describe('the events that meet a filter', () => {
  it('are those by a person, by nobody, of an action, about a subject, and all of it together', async () => {
    await happen([1, 2])
    await happen([2, 3], 'role_changed')
    await db.run(sql`insert into events (at, action, subject_type, subject_id)
      values (${start + 4 * hour}, 'role_changed', 'user', 's2')`)
    expect(await found({ person: ada.publicId })).toEqual([1, 2, 2, 3])
    expect(await found({ person: 'nobody' })).toEqual([4])
    expect(await found({ person: 'gone' })).toEqual([])
    expect(await found({ action: 'role_changed' })).toEqual([2, 3, 4])
    expect(await found({ subject: 's2' })).toEqual([2, 2, 4])
    expect(await found({ person: ada.publicId, action: 'role_changed' })).toEqual([2, 3])
    const all = { person: ada.publicId, action: 'role_changed', subject: 's2', ...between(1, 9) }
    expect(await found(all)).toEqual([2])
  })

  it('are found by an index alone, however they are asked for', async () => {
    const person = ada.publicId
    const filters: EventFilter[] = [{}, { person }, { person: 'nobody' }, { action: 'a' }, { subject: 's' }]
    const all = [...filters, { person, action: 'a' }, { person, action: 'a', subject: 's' }]
    for (const filter of all.flatMap((each) => [each, { ...each, ...between(1, 2) }])) {
      const { source, condition, key } = matchEvents(filter, { below: 9 })
      const plan = await db.all<{ detail: string }>(sql`explain query plan
        select e.at from ${source} where ${condition} order by ${key} desc limit 26`)
      const said = plan.map(({ detail }) => detail).join('\n')
      expect(said, JSON.stringify(filter)).not.toMatch(/SCAN (?!h\b|halves|CONSTANT)|TEMP B-TREE/)
    }
  })
})
