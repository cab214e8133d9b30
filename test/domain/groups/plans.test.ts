import { env } from 'cloudflare:workers'
import { sql } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { openDatabase } from '#src/db/client.ts'
import { countDueGroups } from '#src/domain/groups/count-smart-groups.ts'
import { listGroups } from '#src/domain/groups/list-groups.ts'
import { readGroup } from '#src/domain/groups/read-group.ts'
import { readGroupsOf } from '#src/domain/groups/read-groups-of.ts'
import { weighDeletion } from '#src/domain/groups/weigh-deletion.ts'
import { db } from '#test/support/cast.ts'
import { addSmartGroup } from '#test/support/groups.ts'
import { addGroup } from '#test/support/panel.ts'

const people = 10_000
const reader = { language: 'en', timeZone: 'UTC' }

/** Every tenth speaks French, every hundredth supports. */
beforeEach(async () => {
  await db.run(sql`insert into users
      (public_id, email, first_name, last_name, locale, role, created_at, updated_at)
    with recursive n(i) as (select 1 union all select i + 1 from n where i < ${people})
    select 'p' || i, 'p' || i || '@ville.test', 'P', 'Q', iif(i % 10, 'en', 'fr'), iif(i % 100, 'member', 'support'), i, i
    from n`)
})

/** The rows that a piece of work reads, and the steps of its plans. */
async function watched(work: (db: ReturnType<typeof openDatabase>) => Promise<unknown>) {
  const asked: string[] = []
  let rowsRead = 0
  const count = <Result extends { meta: { rows_read: number } }>(result: Result) => {
    rowsRead += result.meta.rows_read
    return result
  }
  const statements = new WeakMap<object, D1PreparedStatement>()
  const d1 = new Proxy(env.DB, {
    get(target, key) {
      if (key === 'prepare')
        return (query: string) => {
          asked.push(query)
          return watch(target.prepare(query))
        }
      if (key === 'batch')
        return async (all: D1PreparedStatement[]) =>
          (await target.batch(all.map((one) => statements.get(one) ?? one))).map(count)
      const value = Reflect.get(target, key)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  function watch(statement: D1PreparedStatement): D1PreparedStatement {
    const proxy = new Proxy(statement, {
      get(target, key) {
        if (key === 'bind') return (...values: unknown[]) => watch(target.bind(...values))
        if (key === 'all') return async () => count(await target.all())
        if (key === 'raw')
          return async () => count(await target.all()).results.map((row) => Object.values(row))
        const value = Reflect.get(target, key)
        return typeof value === 'function' ? value.bind(target) : value
      },
    })
    statements.set(proxy, statement)
    return proxy
  }
  await work(openDatabase(d1))
  return { rowsRead, scans: (await Promise.all(asked.map(scansOf))).flat() }
}

async function scansOf(query: string): Promise<string[]> {
  const values = Array.from(query.matchAll(/\?/g), () => null)
  const plan = await env.DB.prepare(`explain query plan ${query}`)
    .bind(...values)
    .all<{ detail: string }>()
  return plan.results
    .map(({ detail }) => detail)
    .filter((detail) => /^SCAN (users|group_members)/.test(detail))
}

describe('among ten thousand people', () => {
  it('a manual group is shown by its own links', async () => {
    const group = await addGroup('Manual')
    await db.run(
      sql`insert into group_members select ${group.id}, id, 0 from users where id % 3 = 0 limit 200`,
    )
    const { scans, rowsRead } = await watched((own) => readGroup(own, group.publicId, {}, 'UTC'))
    expect(scans.filter((scan) => scan.includes('users'))).toEqual([])
    expect(rowsRead).toBeLessThan(600)
  })

  it('a page of a smart group looks no further than it is full', async () => {
    const inner = await addSmartGroup('Inner', { languages: ['fr'] })
    const smart = await addSmartGroup('Smart', { groups: [inner.id], domains: ['ville.test'] })
    const { scans, rowsRead } = await watched((own) => readGroup(own, smart.publicId, {}, 'UTC'))
    expect(scans).toEqual([])
    expect(rowsRead).toBeLessThan(1200)
  })

  it('a page of a smart group whose members the index knows reads them alone', async () => {
    for (const language of ['fr', 'es']) {
      const conditions = { languages: [language], domains: ['ville.test'], roles: ['member' as const] }
      const smart = await addSmartGroup('Smart', conditions)
      const { scans, rowsRead } = await watched((own) => readGroup(own, smart.publicId, {}, 'UTC'))
      expect(scans).toEqual([])
      expect(rowsRead).toBeLessThan(250)
    }
  })

  it('a page of a smart group that nobody meets looks at so many people, and says so', async () => {
    const inner = await addSmartGroup('Inner', { languages: ['es'] })
    const { publicId } = await addSmartGroup('Smart', { groups: [inner.id] })
    const { rowsRead } = await watched((own) => readGroup(own, publicId, {}, 'UTC', 1000))
    expect(rowsRead).toBeLessThan(2100)
    const group = await readGroup(db, publicId, {}, 'UTC', 1000)
    expect(group?.memberCount).toBeNull()
    expect(group?.members).toMatchObject({ rows: [], isCut: true, next: `p${people - 999}` })
  })

  it('the list of groups, and the question before deleting one, tell numbers that are known', async () => {
    const manual = await addGroup('A manual')
    await db.run(sql`insert into group_members select ${manual.id}, id, 0 from users`)
    const smart = await addSmartGroup('B smart', { languages: ['fr'] })
    const [small] = await db.all<{ id: number }>(sql`select id from users limit 1`)
    const few = await addGroup('C few', small ? [small] : [])
    const counts = async () => (await listGroups(db, {}, 'en')).rows.map(({ memberCount }) => memberCount)
    expect(await counts()).toEqual([people, null, 1])
    await countDueGroups(db, { timeZone: 'UTC', now: 0 })
    expect(await counts()).toEqual([people, people / 10, 1])
    const list = await watched((own) => listGroups(own, {}, 'en'))
    const asked = await Promise.all(
      [manual, smart, few].map(({ publicId }) => watched((own) => weighDeletion(own, publicId, 0))),
    )
    for (const { rowsRead } of [list, ...asked]) expect(rowsRead).toBeLessThan(20)
    expect(await weighDeletion(db, smart.publicId, 0)).toMatchObject({ group: { memberCount: people / 10 } })
  })

  it('a person’s groups are found without looking at anybody else', async () => {
    for (const name of ['A', 'B', 'C']) await addSmartGroup(name, { languages: ['en', 'fr'] })
    const { scans, rowsRead } = await watched((own) =>
      readGroupsOf(own, sql`(select id from users where public_id = 'p10')`, reader),
    )
    expect(scans).toEqual([])
    expect(rowsRead).toBeLessThan(100)
  })
})
