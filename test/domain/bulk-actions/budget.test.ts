import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { bulkActions, bulkChunks } from '#src/db/schema/index.ts'
import { cancelBulkAction } from '#src/domain/bulk-actions/cancel-bulk-action.ts'
import { confirmBulkAction } from '#src/domain/bulk-actions/confirm-bulk-action.ts'
import { draftBulkAction } from '#src/domain/bulk-actions/draft-bulk-action.ts'
import { forgetBulkActions } from '#src/domain/bulk-actions/forget-bulk-actions.ts'
import { listSkipped } from '#src/domain/bulk-actions/list-skipped.ts'
import { readBulkAction } from '#src/domain/bulk-actions/read-bulk-action.ts'
import { runBulkSlice } from '#src/domain/bulk-actions/run-bulk-slice.ts'
import { dayMs } from '#src/domain/time/day.ts'
import { allOf, bulkAction, draftBulk, runBulk } from '#test/support/bulk.ts'
import { addUser, cast, db, keys, settings } from '#test/support/cast.ts'
import { meteredDatabase } from '#test/support/metered.ts'
import { addInvitation, queueMany } from '#test/support/outbox.ts'

const now = Date.now()

it.each(['send_again', 'remind', 'extend', 'delete'] as const)(
  'a slice of %s is twelve statements at most',
  async (kind) => {
    const ada = await addUser(cast.ada)
    await queueMany(600, now - 2 * dayMs)
    await db.run(sql`update mails set state = 'sent'`)
    const draft = await draftBulk(kind, ada, { days: 300, now })
    await confirmBulkAction(db, draft, ada, now)
    const { db: metered, meter } = meteredDatabase()
    await runBulkSlice(metered, keys, draft.id, settings, now)
    expect(await bulkAction(draft.publicId)).toMatchObject({ doneCount: 500 })
    expect(meter.statements).toBeLessThanOrEqual(12)
    expect(meter.rowsRead).toBeLessThan(500 * 50)
  },
)

it('chooses in one round trip, and shows a page of who was left out in two statements and few rows', async () => {
  const ada = await addUser(cast.ada)
  await queueMany(3000, now)
  const { db: metered, meter } = meteredDatabase()
  const drafted = await draftBulkAction(metered, { kind: 'delete' }, allOf({ q: 'many' }), ada, now)
  expect(meter).toMatchObject({ calls: 1, statements: 5 })
  if (drafted.outcome !== 'drafted') throw new Error(drafted.outcome)
  await db.run(sql`update invitations set accepted_at = ${now}, accepted_by = ${ada.id}`)
  const draft = await bulkAction(drafted.publicId)
  await confirmBulkAction(db, draft, ada, now)
  await runBulk(draft.id, now)
  const page = meteredDatabase()
  await readBulkAction(page.db, draft.publicId)
  const { rows, next } = await listSkipped(page.db, draft.id, 'accepted', { position: 1, at: 490 }, now)
  expect([rows.length, next]).toEqual([25, { position: 2, at: 15 }])
  expect(page.meter.statements).toBe(3)
  expect(page.meter.rowsRead).toBeLessThan(100)
})

it('forgets drafts after a day, and who was left out with the rows of batches; what was done stays known', async () => {
  const ada = await addUser(cast.ada)
  const kept = await addInvitation()
  const draft = await draftBulk('delete', ada, { now })
  const thrownAway = await draftBulk('delete', ada, { now })
  await cancelBulkAction(db, thrownAway, ada, now)
  const done = await draftBulk('delete', ada, { now })
  await db.run(sql`update invitations set accepted_at = ${now}, accepted_by = ${ada.id}`)
  await confirmBulkAction(db, done, ada, now)
  await runBulk(done.id, now)
  await forgetBulkActions(db, settings, now + dayMs - 1)
  expect(await db.$count(bulkActions)).toBe(3)
  await forgetBulkActions(db, settings, now + dayMs)
  expect(await db.select({ id: bulkActions.id }).from(bulkActions)).toEqual([{ id: done.id }])
  expect(await db.select().from(bulkChunks)).toMatchObject([{ ids: { accepted: [kept.id] } }])
  await forgetBulkActions(db, settings, now + settings.batchRetentionDays * dayMs)
  expect(await db.select().from(bulkChunks)).toEqual([])
  expect(await bulkAction(done.publicId)).toMatchObject({ doneCount: 0, skipped: { accepted: 1 } })
  expect(draft.state).toBe('draft')
})
