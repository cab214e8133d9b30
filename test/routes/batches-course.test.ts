import { eq, sql } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { batches, batchMailCounts, invitationStops, invitations } from '#src/db/schema/index.ts'
import { dayMs } from '#src/domain/time/day.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { paths } from '#src/paths.ts'
import { textOn } from '#test/support/batch-pages.ts'
import { draft, inviteAll, rowsOf } from '#test/support/batches.ts'
import { get, post } from '#test/support/browse.ts'
import { addUser, cast, db } from '#test/support/cast.ts'
import { journal } from '#test/support/invitations.ts'
import { openMetered } from '#test/support/metered-page.ts'
import { addGroup } from '#test/support/panel.ts'
import { formatMoment } from '#views/components/moment.tsx'
import { wordsIn } from '#views/words/index.ts'

let ada: Actor
let batch: { id: number; publicId: string }
beforeEach(async () => {
  ada = await addUser(cast.ada)
  const people = rowsOf(...Array.from({ length: 10 }, (_, n) => `p${n}@x.test`))
  batch = await inviteAll(people, ada, { groups: [(await addGroup('Sport & <b>')).id] }, Date.now())
})

const show = async () => (await get(paths.admin.batch(batch.publicId), { as: ada })).text()
const funnelOn = (html: string) =>
  Object.fromEntries(
    [...html.matchAll(/data-funnel="(\w+)">(\d+)</g)].map(([, step, count]) => [step, Number(count)]),
  )
const linkOf = (query: Record<string, string>) =>
  `href="${paths.admin.invitations({ batch: batch.publicId, ...query }).replaceAll('&', '&amp;')}"`

/** Six accept on two days, one refuses, one expires, one comes back. */
async function live() {
  const now = Date.now()
  const found = await db.select({ id: invitations.id }).from(invitations)
  for (const [index, { id }] of found.entries()) {
    const change = (values: Partial<typeof invitations.$inferInsert>) =>
      db.update(invitations).set(values).where(eq(invitations.id, id))
    if (index < 6) await change({ acceptedAt: now - (index % 2) * dayMs, acceptedBy: ada.id })
    if (index === 6) await db.insert(invitationStops).values({ invitationId: id, reason: 'refused', at: now })
    if (index === 7) await change({ expiresAt: now - 1 })
  }
  await db.run(sql`update mails set state = iif(id = (select max(id) from mails), 'bounced', 'delivered')`)
  await db.insert(batchMailCounts).values([
    { batchId: batch.id, state: 'delivered', count: 9 },
    { batchId: batch.id, state: 'bounced', count: 1 },
  ])
}

describe('how far a batch got', () => {
  it('stands in numbers that lead to the people they count', async () => {
    await live()
    const html = await show()
    expect(funnelOn(html)).toEqual({
      ...{ invited: 10, arrived: 9, accepted: 6 },
      ...{ open: 2, expired: 1, refused: 1, bounced: 1 },
    })
    const queries = [{}, { mail: 'delivered' }, { state: 'accepted' }, { state: 'open' }, { mail: 'bounced' }]
    for (const query of queries) expect(html).toContain(linkOf(query))
  })

  it('is drawn per day, with the same in a sentence and in a table', async () => {
    await live()
    const html = await show()
    expect(html).toMatch(/<svg[^>]*role="img"[^>]*aria-labelledby="accepted-days-title accepted-days-said"/)
    expect(html).toMatch(/<desc id="accepted-days-said">From .*: 6 in all. Most on .*: 3.<\/desc>/)
    expect([...html.matchAll(/data-day="[\d-]+"/g)]).toHaveLength(2)
    expect(html).not.toMatch(/NaN|Infinity|style=/)
  })

  it('shows no day that has yet to come, and says when its days begin', async () => {
    await live()
    const html = await show()
    const days = /day-chart-days" aria-hidden="true"><span>([^<]+)<\/span><span>([^<]+)</.exec(html)
    const words = (at: number) => formatMoment(wordsIn('en'), 'UTC', at, 'short_date')
    expect(days?.slice(1)).toEqual([words(Date.now() - 13 * dayMs), words(Date.now())])
    expect(html).toMatch(/Days are those of UTC: each begins when it is 0[12]:00( or 0[12]:00)? here\./)
  })

  it('says that it is not known what arrived where nothing is reported', async () => {
    await db.run(sql`update mails set state = 'sent'`)
    await db.insert(batchMailCounts).values({ batchId: batch.id, state: 'sent', count: 10 })
    const html = await show()
    expect(funnelOn(html)).toMatchObject({ invited: 10, left: 10, accepted: 0 })
    expect(textOn(html)).toContain('mails have left; whether they arrived is not known')
    expect(html).not.toContain('accepted-days')
  })

  it('counts where an invitation is now, and says how many are gone', async () => {
    await db.run(sql`delete from invitations where address in ('p0@x.test', 'p1@x.test')`)
    const html = await show()
    expect(funnelOn(html)).toMatchObject({ invited: 8, open: 8 })
    expect(textOn(html)).toContain('2 more were written.')
  })

  it('is no part of a batch that invited nobody', async () => {
    const max = await addUser(cast.max)
    const choir = await addGroup('Choir')
    const other = await inviteAll(rowsOf(max.email), ada, { groups: [choir.id] }, Date.now())
    const html = await (await get(paths.admin.batch(other.publicId), { as: ada })).text()
    expect(html).not.toContain('data-funnel')
  })
})

describe('a batch', () => {
  it('says who sent it, when, from what, and with which choices', async () => {
    const text = textOn(await show())
    for (const part of ['About this batch', 'Ada Martin', 'Typed addresses', 'Sport &amp; &lt;b&gt;'])
      expect(text).toContain(part)
  })

  it('offers to remind the rest, to send again what failed, and to export', async () => {
    await db.insert(batchMailCounts).values({ batchId: batch.id, state: 'failed', count: 2 })
    const html = await show()
    const forms = [...html.matchAll(/<form[^>]*action="\/admin\/bulk".*?<\/form>/gs)].map(([form]) => form)
    const fieldsOf = (form: string | undefined) =>
      Object.fromEntries(
        [...(form ?? '').matchAll(/name="(\w+)" value="(\w+)"/g)].map(([, name, value]) => [name, value]),
      )
    expect(forms.map(fieldsOf)).toEqual([
      { kind: 'remind', scope: 'all', batch: batch.publicId, state: 'open' },
      { kind: 'send_again', scope: 'all', batch: batch.publicId, mail: 'failed' },
    ])
    expect(html).toContain(`href="${paths.admin.invitationExport({ batch: batch.publicId })}"`)
  })

  it('costs five statements and few rows, however large it is', async () => {
    const people = rowsOf(...Array.from({ length: 4000 }, (_, n) => `q${n}@x.test`))
    const large = await inviteAll(people, ada, {}, Date.now())
    await db.run(sql`update invitations set accepted_at = ${Date.now()} - (id % 60) * ${dayMs}, accepted_by = ${ada.id}
      where batch_id = ${large.id} and id % 3 = 0`)
    const { status, statements, rowsRead } = await openMetered(paths.admin.batch(large.publicId), ada)
    expect([status, statements <= 5, rowsRead <= 300]).toEqual([200, true, true])
    const list = await openMetered(paths.admin.batches({ state: 'done', who: ada.publicId }), ada)
    expect([list.status, list.statements <= 5, list.rowsRead <= 300]).toEqual([200, true, true])
  })
})

describe('pausing by hand', () => {
  const pause = (as = ada) => post(paths.admin.batchPause(batch.publicId), {}, { as })

  it('is for administrators', async () => {
    expect((await pause(await addUser(cast.sam))).status).toBe(403)
    expect(await db.select({ at: batches.pausedAt }).from(batches)).toEqual([{ at: null }])
  })

  it('lets the mails wait, says so, and offers the way on, twice at once as well', async () => {
    expect(await show()).toContain(`action="${paths.admin.batchPause(batch.publicId)}"`)
    const answers = await Promise.all([pause(), pause()])
    expect(answers.map(({ status }) => status)).toEqual([303, 303])
    const html = await show()
    expect(html).toContain('data-paused="person"')
    expect(textOn(html)).toContain('Somebody paused the mails of this batch.')
    expect(html).toContain(`action="${paths.admin.batchResumption(batch.publicId)}"`)
    expect(html).not.toContain(`action="${paths.admin.batchPause(batch.publicId)}"`)
    expect((await journal()).filter((action) => action === 'batch_mails_paused')).toHaveLength(1)
  })

  it('of a draft leads back to it, and of what does not exist nowhere', async () => {
    const { publicId } = await draft(rowsOf('new@x.test'), ada, {}, Date.now())
    const answer = await post(paths.admin.batchPause(publicId), {}, { as: ada })
    expect([answer.status, answer.headers.get('Location')]).toEqual([303, paths.admin.batch(publicId)])
    expect((await post(paths.admin.batchPause('nothing'), {}, { as: ada })).status).toBe(404)
  })
})

describe('the list of batches', () => {
  const list = async (query = {}) => (await get(paths.admin.batches(query), { as: ada })).text()
  const idsOn = (html: string) => [...html.matchAll(/<tr data-id="(\w+)"/g)].map(([, id]) => id)

  it('is filtered by its address, and what is not valid in it is left out', async () => {
    const { publicId } = await draft(rowsOf('new@x.test'), ada, {}, Date.now())
    expect(idsOn(await list({ state: 'draft' }))).toEqual([publicId])
    expect(idsOn(await list({ state: 'done', who: ada.publicId }))).toEqual([batch.publicId])
    expect(idsOn(await list({ state: 'nonsense' }))).toEqual([publicId, batch.publicId])
    expect(textOn(await list({ state: 'cancelled' }))).toContain('No batch is like that.')
    expect(await list({ who: ada.publicId })).toMatch(/<option[^>]*selected[^>]*>Ada Martin/)
  })
})
