import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { type Database, openDatabase } from '#src/db/client.ts'
import { chunkBuilder } from '#src/domain/batches/chunk.ts'
import { openDraft } from '#src/domain/batches/open-draft.ts'
import type { PlannedRow } from '#src/domain/batches/plan-rows.ts'
import { readBatchToReview } from '#src/domain/batches/read-batch.ts'
import { readReview } from '#src/domain/batches/read-review.ts'
import type { Review, ReviewView } from '#src/domain/batches/review.ts'
import type { ProblemKey } from '#src/domain/batches/row.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { now, plainOptions } from '#test/support/batches.ts'
import { addUser, cast, db } from '#test/support/cast.ts'

let ada: Actor
beforeEach(async () => {
  ada = await addUser(cast.ada)
})

/** A draft of so many rows, every twentieth with a problem and every five hundredth an administrator to be. */
async function bigDraft(count: number): Promise<string> {
  const head = { source: 'workbook' as const, options: plainOptions, fileName: 'town.xlsx', fileSha256: 'a1' }
  const draft = await openDraft(db, head, ada, now)
  const chunks = chunkBuilder()
  for (let at = 0; at < count; at += 5000)
    await draft.write(
      chunks.add(Array.from({ length: Math.min(5000, count - at) }, (_, n) => planned(at + n))),
    )
  await draft.finish(chunks.rest(), { state: 'whole', blank: 0, hiddenRows: 0, mergedCells: 0 })
  return draft.publicId
}

function planned(n: number): PlannedRow {
  const row = { row: n + 2, address: `person${n}@x.test`, firstName: `Zoé${n}`, locale: 'fr' }
  const key: ProblemKey = n % 40 === 0 ? 'invalid_email' : 'unknown_language'
  if (n % 20 === 0) {
    const column = n % 40 === 0 ? ('email' as const) : ('language' as const)
    const problems = [{ key, column, value: 'tlh' }]
    return {
      outcome: 'problem',
      makesAdmins: false,
      row: { ...row, problems, given: { email: row.address } },
    }
  }
  const makesAdmins = n % 500 === 1
  return { outcome: 'invite', makesAdmins, row: { ...row, emailKey: row.address, publicId: `id${n}` } }
}

type Cost = { statements: number; rowsRead: number }

/** The database with a meter on every statement; what is read singly is read twice, once for its cost. */
function metered(cost: Cost): Database {
  const count = ({ meta }: D1Result) => {
    cost.statements++
    cost.rowsRead += meta.rows_read
  }
  const statement = (inner: D1PreparedStatement): D1PreparedStatement =>
    new Proxy(inner, {
      get(target, name) {
        if (name === 'bind') return (...values: unknown[]) => statement(target.bind(...values))
        if (name === 'inner') return target
        const method = Reflect.get(target, name).bind(target)
        if (name !== 'all' && name !== 'raw') return method
        return async (...args: unknown[]) => {
          count(await target.all())
          return method(...args)
        }
      },
    })
  const batch = async (statements: D1PreparedStatement[]) => {
    const results = await env.DB.batch(statements.map((one) => Reflect.get(one, 'inner')))
    results.forEach(count)
    return results
  }
  const prepare = (query: string) => statement(env.DB.prepare(query))
  const d1 = new Proxy(env.DB, {
    get: (target, name) =>
      name === 'batch' ? batch : name === 'prepare' ? prepare : Reflect.get(target, name).bind(target),
  })
  return openDatabase(d1)
}

/** What the page asks of the database. */
async function open(publicId: string, view: ReviewView = {}): Promise<{ review: Review; cost: Cost }> {
  const cost = { statements: 0, rowsRead: 0 }
  const meteredDb = metered(cost)
  const batch = await readBatchToReview(meteredDb, publicId)
  if (!batch) throw new Error('The draft is gone')
  const review = await readReview(meteredDb, batch, view)
  return { review, cost }
}

describe('the review of 100,000 rows', () => {
  it('asks two statements, beside the three of every page, and reads at most 300 rows, whatever is looked at', async () => {
    const publicId = await bigDraft(100_000)
    const views: ReviewView[] = [
      {},
      { page: 100 },
      { problem: 'unknown_language', page: 7 },
      { show: 'invite' },
      { show: 'invite', page: 1900 },
      { show: 'admins' },
      { show: 'renew' },
    ]
    for (const view of views) {
      const { cost, review } = await open(publicId, view)
      expect({ view, statements: cost.statements }).toEqual({ view, statements: 2 })
      expect({ view, isFew: cost.rowsRead <= 300, ...cost }).toMatchObject({ isFew: true })
      expect(review.list.rows.length).toBeLessThanOrEqual(200)
    }
    const found = await open(publicId, { typed: 'ZOÉ99999' })
    expect(found.cost.statements).toBe(2)
    expect(found.review.list.rows).toMatchObject([{ row: 100_001, address: 'person99999@x.test' }])
  }, 120_000)
})

describe('a list that is longer than a page', () => {
  it('shows each row once, page after page', async () => {
    const publicId = await bigDraft(2300)
    const seen: number[] = []
    const { review } = await open(publicId, { show: 'invite' })
    expect(review.list).toMatchObject({ way: 'tab', total: 2185, pageCount: 88 })
    for (let page = 1; page <= 88; page++)
      seen.push(...(await open(publicId, { show: 'invite', page })).review.list.rows.map(({ row }) => row))
    expect(seen).toHaveLength(2185)
    expect(new Set(seen).size).toBe(2185)
    expect((await open(publicId, { show: 'invite', page: 99 })).review.list).toMatchObject({ page: 88 })
  })

  it('begins with the problems, all on one page up to 200 rows, in the order of the sheet', async () => {
    const { review } = await open(await bigDraft(4000))
    expect(review.list).toMatchObject({ show: 'problem', total: 200, pageCount: 1 })
    expect(review.list.rows.map(({ row }) => row)).toEqual(Array.from({ length: 200 }, (_, n) => n * 20 + 2))
    expect(review.kinds).toEqual([
      { key: 'invalid_email', count: 100 },
      { key: 'unknown_language', count: 100 },
    ])
  })

  it('is kept to one kind of problem', async () => {
    const { review } = await open(await bigDraft(12_000), { problem: 'unknown_language', page: 2 })
    expect(review.list).toMatchObject({ show: 'problem', total: 300, pageCount: 12, page: 2 })
    expect(review.list.rows.map(({ row }) => row)).toEqual(
      Array.from({ length: 25 }, (_, n) => (25 + n) * 40 + 22),
    )
  })

  it('names every administrator up to 200, then the first ones and a list of all', async () => {
    const some = await open(await bigDraft(100_000), { show: 'invite' })
    expect([some.review.admins.length, some.review.list.total]).toEqual([200, 95_000])
    expect((await open(await bigDraft(1000))).review.admins).toMatchObject([{ row: 3 }, { row: 503 }])
  }, 120_000)
})

describe('a search', () => {
  it('finds parts of addresses and names in any list, and the row of that number first', async () => {
    const publicId = await bigDraft(3000)
    const rows = async (typed: string) =>
      (await open(publicId, { typed })).review.list.rows.map(({ row }) => row)
    expect(await rows('person2999@')).toEqual([3001])
    expect(await rows('zoé40 PERSON40@')).toEqual([42])
    expect((await rows('2500'))[0]).toBe(2500)
    expect(await rows('2500')).toContain(2502)
    expect(await rows('%')).toEqual([])
    expect(await rows('"row":')).toEqual([])
  })

  it('goes on through every chunk that may hold something, until a page is full', async () => {
    const publicId = await bigDraft(20_000)
    const late = await open(publicId, { typed: 'zoé 19999' })
    expect(late.review.list.rows.map(({ row }) => row)).toEqual([20_001])
    const some = await open(publicId, { typed: 'person 999@' })
    expect(some.review.list.rows.map(({ row }) => row)).toHaveLength(20)
    const key = await open(publicId, { typed: 'locale' })
    expect(key.review.list.rows).toEqual([])
    for (const { cost } of [late, some, key]) expect(cost.statements).toBeLessThanOrEqual(3)
  })

  it('shows the first 25 and says that there are more', async () => {
    const { review } = await open(await bigDraft(300), { typed: 'person' })
    expect(review.list).toMatchObject({ way: 'found', hasMore: true, total: 25 })
    expect(review.list.rows).toHaveLength(25)
  })

  it('finds quotation marks and backslashes as they are', async () => {
    const draft = await openDraft(db, { source: 'addresses', options: plainOptions }, ada, now)
    const row = { row: 1, address: 'a@x.test', firstName: 'O"Brien\\', locale: 'en' }
    const chunks = chunkBuilder()
    chunks.add([{ outcome: 'invite', makesAdmins: false, row }])
    await draft.finish(chunks.rest(), { state: 'whole', blank: 0, hiddenRows: 0, mergedCells: 0 })
    for (const typed of ['o"b', 'n\\'])
      expect((await open(draft.publicId, { typed })).review.list.rows).toHaveLength(1)
  })
})
