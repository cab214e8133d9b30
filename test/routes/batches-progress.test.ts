import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { batches } from '#src/db/schema/index.ts'
import { runSlice } from '#src/domain/batches/run-slice.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { paths } from '#src/paths.ts'
import { textOn } from '#test/support/batch-pages.ts'
import { confirm, draft, rowsOf, tableOf } from '#test/support/batches.ts'
import { get, post } from '#test/support/browse.ts'
import { addUser, cast, db, settings } from '#test/support/cast.ts'

let ada: Actor
beforeEach(async () => {
  ada = await addUser(cast.ada)
})

/** A confirmed batch of 6,000 people: two slices. */
async function confirmed() {
  const people = rowsOf(...Array.from({ length: 6000 }, (_, index) => `p${index}@x.test`))
  const { id, publicId } = await draft(people, ada)
  await confirm(publicId, ada, Date.now())
  return { id, publicId }
}

async function pageOf(publicId: string, headers = {}): Promise<string> {
  return (await get(paths.admin.batch(publicId), { as: ada, headers })).text()
}

/** As if the batch had been confirmed so long ago, and its slices carried out just now. */
function began(id: number, msAgo: number) {
  const at = Date.now()
  return db
    .update(batches)
    .set({ confirmedAt: at - msAgo, advancedAt: at })
    .where(eq(batches.id, id))
}

describe('the progress page', () => {
  it('is for administrators', async () => {
    const { publicId } = await confirmed()
    const sam = await addUser(cast.sam)
    for (const path of [paths.admin.batch(publicId), paths.admin.batchCancellation(publicId)])
      expect((await get(path, { as: sam })).status).toBe(403)
    expect((await post(paths.admin.batchCancellation(publicId), {}, { as: sam })).status).toBe(403)
    expect(await db.select({ state: batches.state }).from(batches)).toEqual([{ state: 'confirmed' }])
  })

  it('has a labelled bar that says its number, a line that is spoken, and a link instead of scripts', async () => {
    const { publicId } = await confirmed()
    const html = await pageOf(publicId)
    expect(html).toContain('<label for="batch-bar">People taken care of</label>')
    expect(html).toContain('<progress id="batch-bar" max="6000" value="0" aria-valuetext="0 of 6,000">')
    expect(html).toMatch(/<p id="batch-said" class="visually-hidden" role="status"><\/p>/)
    expect(html).not.toContain('aria-live')
    expect(html).toContain(`<a href="${paths.admin.batch(publicId)}">Refresh</a>`)
    expect(textOn(html)).toContain('It is about to begin.')
  })

  it('tells number, rate and remaining time from the columns, the same in a fragment and after a reload', async () => {
    const { id, publicId } = await confirmed()
    await runSlice(db, id, settings, Date.now())
    await began(id, 100_000)
    for (const headers of [{}, {}, { 'HX-Request': 'true' }]) {
      const html = await pageOf(publicId, headers)
      expect(html).toContain('data-progress="5000"')
      expect(textOn(html)).toContain('5,000 of 6,000')
      expect(textOn(html)).toMatch(/50 people a second, less than a minute left/)
      expect(html).toContain('role="status">80% done</p>')
    }
    const part = await pageOf(publicId, { 'HX-Request': 'true' })
    expect(part).not.toContain('<html')
    expect(part).toContain('hx-trigger="every 1s"')
  })

  it('counts slow work by the minute and long waits by the hour', async () => {
    const { id, publicId } = await confirmed()
    await runSlice(db, id, settings, Date.now())
    await began(id, 10 * 3600_000)
    expect(textOn(await pageOf(publicId))).toContain('8 people a minute, about 2 hours left')
    await began(id, 100 * 60_000)
    expect(textOn(await pageOf(publicId))).toContain('50 people a minute, about 20 minutes left')
  })

  it('says when nothing moves, and that nobody has to do anything', async () => {
    const { id, publicId } = await confirmed()
    await db.update(batches).set({ advancedAt: Date.now() - 120_000 })
    expect(textOn(await pageOf(publicId))).toContain('Nothing has moved for two minutes')
    await runSlice(db, id, settings, Date.now())
    expect(textOn(await pageOf(publicId))).not.toContain('Nothing has moved')
  })

  it('does not ask again once the batch is done', async () => {
    const { id, publicId } = await confirmed()
    for (let slice = 0; slice < 2; slice++) await runSlice(db, id, settings, Date.now())
    const part = await pageOf(publicId, { 'HX-Request': 'true' })
    expect(part).not.toContain('hx-trigger')
    expect(part).toContain('role="status">All done</p>')
    expect(part).toContain('data-result="invited">6000<')
  })

  it('then draws its numbers in groups, and leaves scripts bare digits', async () => {
    const { id, publicId } = await confirmed()
    for (let slice = 0; slice < 2; slice++) await runSlice(db, id, settings, Date.now())
    const html = await pageOf(publicId)
    for (const mark of [
      'data-result="invited"',
      'data-read="all"',
      'data-mails="waiting"',
      'data-funnel="invited"',
    ])
      expect(html).toContain(`<span data-grouped="6,000"><span ${mark}>6000</span></span>`)
    expect(html).toContain('data-funnel="open">6000<')
  })
})

describe('stopping half-way', () => {
  it('asks first, without scripts, and says what it means', async () => {
    const { id, publicId } = await confirmed()
    await runSlice(db, id, settings, Date.now())
    const html = await (await get(paths.admin.batchCancellation(publicId), { as: ada })).text()
    const text = textOn(html)
    for (const part of ['Stop this batch?', '5,000 of 6,000', 'What is done stays done', 'still leave'])
      expect(text).toContain(part)
    expect(await db.select({ state: batches.state }).from(batches)).toEqual([{ state: 'confirmed' }])
  })

  it('keeps what is done, tells how many were reached and how many not, and does no more', async () => {
    const { id, publicId } = await confirmed()
    await runSlice(db, id, settings, Date.now())
    const answer = await post(paths.admin.batchCancellation(publicId), {}, { as: ada })
    expect(answer.headers.get('Location')).toBe(paths.admin.batch(publicId))
    expect((await runSlice(db, id, settings, Date.now())).state).toBe('stopped')
    const html = await pageOf(publicId)
    expect(html).toContain('data-result="invited">5000<')
    expect(html).toContain('data-result="not_done">1000<')
    expect(html).toContain('data-read="all">6000<')
    expect(textOn(html)).toContain('mails that had been written still leave')
    expect(await tableOf('invitations')).toHaveLength(5000)
    expect((await tableOf('mails')).every(({ state }) => state === 'queued')).toBe(true)
  })

  it('of a batch that is done, or was stopped before, leads to its result', async () => {
    const { publicId } = await confirmed()
    const stop = () => post(paths.admin.batchCancellation(publicId), {}, { as: ada })
    await Promise.all([stop(), stop()])
    const again = await get(paths.admin.batchCancellation(publicId), { as: ada })
    expect([again.status, again.headers.get('Location')]).toEqual([303, paths.admin.batch(publicId)])
    const events = await tableOf('events')
    expect(events.filter(({ action }) => action === 'batch_cancelled')).toHaveLength(1)
    expect(textOn(await pageOf(publicId))).toContain('cancelled before anything was sent')
    expect((await get(paths.admin.batchCancellation('nowhere'), { as: ada })).status).toBe(404)
  })
})
