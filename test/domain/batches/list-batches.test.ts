import { sql } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { batches } from '#src/db/schema/index.ts'
import { listBatches } from '#src/domain/batches/list-batches.ts'
import { listInviters } from '#src/domain/batches/list-inviters.ts'
import type { BatchFilter } from '#src/domain/batches/listed-batch.ts'
import { pauseBatchMails } from '#src/domain/batches/pause-batch.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { draft, inviteAll, now, rowsOf } from '#test/support/batches.ts'
import { addUser, cast, db } from '#test/support/cast.ts'
import { meteredDatabase } from '#test/support/metered.ts'
import { addGroup } from '#test/support/panel.ts'

let ada: Actor
beforeEach(async () => {
  ada = await addUser(cast.ada)
})

const idsOf = async (filter: BatchFilter, place = {}) =>
  (await listBatches(db, place, filter)).rows.map(({ publicId }) => publicId)

/** Copies of the batch, drafted later by somebody, in a state. */
function copies(model: string, count: number, by: Actor, state = 'done') {
  return db.run(sql`insert into batches (public_id, created_by, source, options, state, counts, chunk_count, created_at, read_at)
    with recursive n(i) as (select 1 union all select i + 1 from n where i < ${count})
    select ${state} || ${by.id} || '-' || i, ${by.id}, source, options, ${state}, counts, 0, ${now} + i, 1
    from n, batches where public_id = ${model}`)
}

/** All pages of a list, onwards from the first. */
async function walk(filter: BatchFilter, pagesMax = 40) {
  const pages = [await listBatches(db, {}, filter)]
  for (let page = pages[0]; page?.next && pages.length < pagesMax; page = pages.at(-1))
    pages.push(await listBatches(db, { after: page.next }, filter))
  return pages
}

describe('the list of batches', () => {
  it('tells who, when, from what, with which options, and what came of it', async () => {
    const sport = await addGroup('Sport')
    const options = { groups: [sport.id], admin: true, message: 'Welcome', existing: 'renew' as const }
    await inviteAll(rowsOf('ann@x.test', 'bo@x.test'), ada, options)
    const [batch] = (await listBatches(db)).rows
    expect(batch).toMatchObject({
      ...{ inviterName: 'Ada Martin', createdAt: now, source: 'addresses', fileName: null, state: 'done' },
      ...{ invitedCount: 2, pausedAt: null, counts: { invite: 2 } },
      options: { groups: 1, projects: 0, admin: true, hasMessage: true, renews: true, codes: false },
    })
  })

  it('is filtered by state, by who drafted it, and by both', async () => {
    const eve = await addUser({ email: 'eve@parvis.test', role: 'admin' })
    const done = await inviteAll(rowsOf('ann@x.test'), ada)
    const drafted = await draft(rowsOf('bo@x.test'), ada)
    const hers = await draft(rowsOf('cy@x.test'), eve)
    const gone = await draft(rowsOf('dan@x.test'), eve)
    await db.run(sql`update batches set state = 'cancelled' where id = ${gone.id}`)
    await pauseBatchMails(db, done.publicId, ada, now)
    expect(await idsOf({ state: 'draft' })).toEqual([hers.publicId, drafted.publicId])
    expect(await idsOf({ state: 'done' })).toEqual([done.publicId])
    expect(await idsOf({ state: 'paused' })).toEqual([done.publicId])
    expect(await idsOf({ state: 'confirmed' })).toEqual([])
    expect(await idsOf({ who: eve.publicId })).toEqual([gone.publicId, hers.publicId])
    expect(await idsOf({ who: eve.publicId, state: 'draft' })).toEqual([hers.publicId])
    expect(await idsOf({ who: eve.publicId, state: 'cancelled' })).toEqual([gone.publicId])
    expect(await idsOf({ who: 'nobody' })).toEqual([])
  })

  it('names the administrators, and whoever it is filtered by, to choose from', async () => {
    const sam = await addUser(cast.sam)
    expect(await listInviters(db)).toEqual([{ publicId: ada.publicId, name: 'Ada Martin' }])
    expect((await listInviters(db, sam.publicId)).map(({ name }) => name)).toEqual([
      'Ada Martin',
      'Sam Dubois',
    ])
  })

  it('leaves out a draft whose list is still being read', async () => {
    const { id } = await draft(rowsOf('ann@x.test'), ada)
    await db.update(batches).set({ readAt: null })
    expect(id).toBeGreaterThan(0)
    expect(await idsOf({})).toEqual([])
  })
})

describe('among thousands of batches', () => {
  it('every page of every filter reads few rows, in one statement', async () => {
    const eve = await addUser({ email: 'eve@parvis.test', role: 'admin' })
    const { publicId } = await inviteAll(rowsOf('ann@x.test'), ada)
    await copies(publicId, 1500, ada)
    await copies(publicId, 1500, eve)
    const filters: BatchFilter[] = [
      {},
      { state: 'done' },
      { state: 'cancelled' },
      { state: 'draft' },
      { state: 'paused' },
      { who: ada.publicId },
      { who: 'nobody', state: 'done' },
    ]
    for (const filter of filters) {
      const { db: metered, meter } = meteredDatabase()
      await listBatches(metered, {}, filter)
      expect([filter, meter.statements, meter.rowsRead < 220]).toEqual([filter, 1, true])
    }
  })

  it('finds the few that are meant, though pages between them are empty', async () => {
    const { publicId } = await inviteAll(rowsOf('ann@x.test'), ada)
    const eve = await addUser({ email: 'eve@parvis.test', role: 'admin' })
    const first = await draft(rowsOf('bo@x.test'), eve)
    await copies(publicId, 350, ada)
    const last = await draft(rowsOf('cy@x.test'), eve)
    const theirs = [last.publicId, first.publicId]
    await db.run(sql`update batches set state = 'cancelled' where public_id in ${theirs}`)
    const pages = await walk({ state: 'cancelled' })
    expect(pages.flatMap(({ rows }) => rows).map((row) => row.publicId)).toEqual(theirs)
    expect(pages.length).toBeGreaterThan(2)
    expect(pages.length).toBeLessThan(6)
    const back = await listBatches(db, { before: pages.at(-1)?.previous }, { state: 'cancelled' })
    expect(back.rows).toEqual([])
    expect(back.next).toBeDefined()
    expect((await walk({ who: eve.publicId })).map(({ rows }) => rows.map((row) => row.publicId))).toEqual([
      theirs,
    ])
    expect(await walk({ who: eve.publicId, state: 'draft' })).toMatchObject([{ rows: [] }])
  })

  it('goes through all of them onwards and back, each once', async () => {
    const { publicId } = await inviteAll(rowsOf('ann@x.test'), ada)
    await copies(publicId, 230, ada)
    for (const filter of [{}, { state: 'done' as const }]) {
      const pages = await walk(filter)
      const onwards = pages.flatMap(({ rows }) => rows).map((row) => row.publicId)
      expect([onwards.length, new Set(onwards).size]).toEqual([231, 231])
      const seen: string[] = []
      for (let page = pages.at(-1); page?.previous; ) {
        page = await listBatches(db, { before: page.previous }, filter)
        seen.unshift(...page.rows.map((row) => row.publicId))
      }
      const lastPage = pages.at(-1)?.rows.length ?? 0
      expect(seen).toEqual(onwards.slice(0, onwards.length - lastPage))
    }
  })
})
