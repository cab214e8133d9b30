import { eq, sql } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { invitationStops, invitations } from '#src/db/schema/index.ts'
import { readBatch } from '#src/domain/batches/read-batch.ts'
import { readBatchFigures } from '#src/domain/batches/read-batch-figures.ts'
import { dayMs } from '#src/domain/time/day.ts'
import { dayOf } from '#src/domain/time/stamp.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { inviteAll, now, rowsOf } from '#test/support/batches.ts'
import { addUser, cast, db } from '#test/support/cast.ts'
import { meteredDatabase } from '#test/support/metered.ts'

type Fate = { is: 'accepted' | 'refused' | 'waiting'; at: number }

async function batchOf(fates: readonly Fate[], ada: Actor) {
  const { publicId, id } = await inviteAll(rowsOf(...fates.map((_, n) => `p${n}@x.test`)), ada)
  const found = await db.select({ id: invitations.id }).from(invitations).where(eq(invitations.batchId, id))
  for (const [index, { id: invitation }] of found.entries()) {
    const fate = fates[index]
    if (fate?.is === 'accepted')
      await db
        .update(invitations)
        .set({ acceptedAt: fate.at, acceptedBy: ada.id })
        .where(eq(invitations.id, invitation))
    if (fate?.is === 'refused')
      await db.insert(invitationStops).values({ invitationId: invitation, reason: 'refused', at: now })
    if (fate?.is === 'waiting')
      await db.update(invitations).set({ expiresAt: fate.at }).where(eq(invitations.id, invitation))
  }
  const batch = await readBatch(db, publicId)
  if (!batch) throw new Error('The batch is gone')
  return batch
}

const fate = fc.record({
  is: fc.constantFrom('accepted' as const, 'refused' as const, 'waiting' as const),
  at: fc.integer({ min: now - 3 * dayMs, max: now + 3 * dayMs }),
})

it('counts what a look at every invitation would count, of this batch alone', async () => {
  const ada = await addUser(cast.ada)
  await fc.assert(
    fc.asyncProperty(fc.array(fate, { minLength: 1, maxLength: 20 }), async (fates) => {
      await db.run(sql`delete from mails`)
      await db.run(sql`delete from invitation_stops`)
      await db.run(sql`delete from invitations`)
      const { funnel } = await readBatchFigures(db, await batchOf(fates, ada), now)
      const count = (meant: (fate: Fate) => boolean) => fates.filter(meant).length
      expect(funnel).toMatchObject({
        invitations: fates.length,
        accepted: count(({ is }) => is === 'accepted'),
        refused: count(({ is }) => is === 'refused'),
        expired: count(({ is, at }) => is === 'waiting' && at <= now),
        open: count(({ is, at }) => is === 'waiting' && at > now),
      })
      for (const { day, count: found } of funnel.acceptedDays)
        expect(found).toBe(count(({ is, at }) => is === 'accepted' && dayOf(at) === day))
    }),
    { numRuns: 8 },
  )
})

it('counts who has received a mail once, and whose only mail came back after all not at all', async () => {
  const ada = await addUser(cast.ada)
  const batch = await batchOf(Array(4).fill({ is: 'waiting', at: now + dayMs }), ada)
  const [bounced, reminded, complained] = await db.all<{ id: number }>(
    sql`select id from mails where invitation_id is not null`,
  )
  const report = (id: number | undefined, ...states: string[]) =>
    states.reduce(async (before, state) => {
      await before
      await db.run(sql`update mails set state = ${state}, reported_at = ${now} where id = ${id}`)
    }, Promise.resolve())
  await report(bounced?.id, 'sent', 'delivered', 'bounced')
  await report(complained?.id, 'sent', 'complained')
  await report(reminded?.id, 'sent', 'delivered')
  await db.run(sql`insert into mails (dedupe_key, kind, invitation_id, address, locale, not_before, created_at)
    select replace(dedupe_key, '/invitation/', '/reminder/'), 'reminder', invitation_id, address, locale, 1, ${now}
    from mails where id = ${reminded?.id}`)
  const [reminder] = await db.all<{ id: number }>(sql`select id from mails where kind = 'reminder'`)
  await report(reminder?.id, 'sent', 'bounced')
  expect((await readBatchFigures(db, batch, now)).funnel.delivered).toBe(2)
})

it('costs one statement and few rows, however large the batch is', async () => {
  const ada = await addUser(cast.ada)
  const batch = await batchOf(
    Array.from({ length: 40 }, (_, n) => ({ is: 'accepted' as const, at: now + n * dayMs })),
    ada,
  )
  await db.run(sql`insert into invitations (public_id, source, address, email_key, locale, grant_id, batch_id, code_mac, created_at, expires_at)
    with recursive n(i) as (select 1 union all select i + 1 from n where i < 8000)
    select 'c' || i, 'batch', i || '@y.test', i || '@y.test', 'en', grant_id, batch_id, 'm' || i, created_at, ${now} + 1000
    from n, (select grant_id, batch_id, created_at from invitations limit 1)`)
  const { db: metered, meter } = meteredDatabase()
  const { funnel } = await readBatchFigures(metered, batch, now)
  expect(funnel).toMatchObject({ invitations: 8040, accepted: 40, open: 8000, expired: 0 })
  expect([meter.statements, meter.rowsRead < 250]).toEqual([1, true])
})
