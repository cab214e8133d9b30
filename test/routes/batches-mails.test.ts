import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { batches, batchMailCounts } from '#src/db/schema/index.ts'
import { readBatch } from '#src/domain/batches/read-batch.ts'
import { readBatchFigures } from '#src/domain/batches/read-batch-figures.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { paths } from '#src/paths.ts'
import { textOn } from '#test/support/batch-pages.ts'
import { inviteAll, rowsOf } from '#test/support/batches.ts'
import { get, post } from '#test/support/browse.ts'
import { addUser, cast, db } from '#test/support/cast.ts'
import { journal } from '#test/support/invitations.ts'
import { meteredDatabase } from '#test/support/metered.ts'

let ada: Actor
let batch: { id: number; publicId: string }
beforeEach(async () => {
  ada = await addUser(cast.ada)
  batch = await inviteAll(rowsOf('ann@x.test', 'bo@x.test', 'cy@x.test'), ada)
})

const show = async () => (await get(paths.admin.batch(batch.publicId), { as: ada })).text()
const numbersOn = (html: string) =>
  Object.fromEntries(
    [...html.matchAll(/data-mails="(\w+)">(\d+)</g)].map(([, state, count]) => [state, Number(count)]),
  )
const none = { waiting: 0, sent: 0, deferred: 0, delivered: 0, bounced: 0, complained: 0, suppressed: 0 }

async function count(counts: Record<string, number>) {
  const rows = Object.entries(counts).map(([state, count]) => ({ batchId: batch.id, state, count }))
  await db.insert(batchMailCounts).values(rows)
}

async function pause(reason: 'bounces' | 'complaints') {
  await db.update(batches).set({ pausedAt: Date.now(), pauseReason: reason }).where(eq(batches.id, batch.id))
}

describe('the mails of a batch', () => {
  it('are told by their state, with the way to those that need somebody', async () => {
    expect(numbersOn(await show())).toEqual({ ...none, waiting: 3, failed: 0 })
    await db.run(`update mails set state = 'delivered'`)
    await count({ delivered: 20, bounced: 2, complained: 1, suppressed: 4, failed: 5, sent: 6, deferred: 7 })
    const html = await show()
    expect(numbersOn(html)).toEqual({
      ...{ waiting: 0, sent: 6, deferred: 7, delivered: 20, bounced: 2, complained: 1 },
      ...{ suppressed: 4, failed: 5 },
    })
    const link = paths.admin.invitations({ batch: batch.publicId, mail: 'bounced' }).replaceAll('&', '&amp;')
    expect(html).toContain(`href="${link}"`)
  })

  it('are never fewer than none: one that another batch had sent before is told about here', async () => {
    await count({ sent: -1, delivered: 1 })
    expect(numbersOn(await show())).toMatchObject({ sent: 0, delivered: 1 })
  })

  it('cost one statement, however many wait', async () => {
    const found = await readBatch(db, batch.publicId)
    if (!found) throw new Error('The batch is gone')
    const { db: metered, meter } = meteredDatabase()
    expect((await readBatchFigures(metered, found, Date.now())).mails.waiting).toBe(3)
    expect(meter.statements).toBe(1)
  })

  it('of one batch alone', async () => {
    await inviteAll(rowsOf('dan@x.test'), ada)
    expect(numbersOn(await show()).waiting).toBe(3)
  })

  it('are reckoned where more wait than are looked at', async () => {
    await db.run(`
      insert into mails (dedupe_key, kind, user_id, address, locale, not_before, created_at)
      with recursive n(i) as (select 1 union all select i + 1 from n where i < 1100)
      select 'x/' || i, 'registration', ${ada.id}, 'x@x.test', 'en', 1, 0 from n`)
    await count({ delivered: 1 })
    expect(numbersOn(await show()).waiting).toBe(2)
  })

  it('are not spoken of where there are none', async () => {
    await db.run('delete from mails')
    expect(await show()).not.toContain('data-mails')
  })
})

describe('a batch whose mails are paused', () => {
  it('says why in numbers, what to look at first, and how to go on', async () => {
    await count({ delivered: 57, bounced: 3 })
    await pause('bounces')
    const html = await show()
    expect(html).toContain('data-paused="bounces"')
    expect(textOn(html)).toContain('3 of 60 mails that left came back')
    expect(textOn(html)).toContain('Look first at the addresses')
    expect(html).toContain(`action="${paths.admin.batchResumption(batch.publicId)}"`)
  })

  it('counts only from the last resumption on', async () => {
    await count({ delivered: 57, bounced: 3, complained: 2 })
    await db.update(batches).set({ fuseSent: 40, fuseComplained: 1 }).where(eq(batches.id, batch.id))
    await pause('complaints')
    expect(textOn(await show())).toContain('1 person called one of 22 mails spam')
  })

  it('goes on by the button, once', async () => {
    await count({ delivered: 57, bounced: 3 })
    await pause('bounces')
    const resume = () => post(paths.admin.batchResumption(batch.publicId), {}, { as: ada })
    const answers = await Promise.all([resume(), resume()])
    expect(answers.map(({ status }) => status)).toEqual([303, 303])
    expect(await readBatch(db, batch.publicId)).toMatchObject({
      ...{ pausedAt: null, pauseReason: null, fuseSent: 60, fuseBounced: 3 },
    })
    expect((await journal()).filter((action) => action === 'batch_mails_resumed')).toHaveLength(1)
    expect(await show()).not.toContain('data-paused')
  })

  it('is named on the first page of the panel, and marked in the list of batches', async () => {
    expect(await (await get(paths.admin.home(), { as: ada })).text()).not.toContain('data-item="paused"')
    await pause('complaints')
    const html = await (await get(paths.admin.home(), { as: ada })).text()
    expect(html).toContain(`data-item="paused" data-tone="danger" data-id="${batch.publicId}"`)
    expect(textOn(html)).toContain('Mails were called spam.')
    expect(await (await get(paths.admin.batches(), { as: ada })).text()).toContain('data-state="paused"')
  })

  it('that does not exist is not found', async () => {
    expect((await post(paths.admin.batchResumption('nothing'), {}, { as: ada })).status).toBe(404)
  })
})
