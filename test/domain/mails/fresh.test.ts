import { eq, inArray, sql } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { batches, mailFlow, mails } from '#src/db/schema/index.ts'
import { claimMails } from '#src/domain/mails/claim-mails.ts'
import { findWaitingMails } from '#src/domain/mails/find-waiting-mails.ts'
import { fresh } from '#src/domain/mails/fresh.ts'
import { releaseMailsOf } from '#src/domain/mails/hold-mails.ts'
import { handoverMs } from '#src/domain/mails/mail.ts'
import { readMailHealth } from '#src/domain/mails/read-mail-health.ts'
import { recordProbe } from '#src/domain/mails/record-probe.ts'
import { addUser, cast, db, settings } from '#test/support/cast.ts'
import { meteredDatabase } from '#test/support/metered.ts'
import { addBatchWith, addInvitation, queueMailOf, queueMany } from '#test/support/outbox.ts'

const now = Date.UTC(2026, 10, 22, 9)
const minute = 60 * 1000
const due = now + handoverMs
const paced = { ...settings, mailTransport: 'mailchannels' as const, mailsPerMinute: 4 }

let people = 0

/** Mails to somebody each. */
async function queue(count: number, at: number, batchId: number | null = null): Promise<number[]> {
  const ids: number[] = []
  for (let n = 0; n < count; n++) {
    const invitation = await addInvitation({ address: `p${people++}@fresh.test`, batchId }, at)
    ids.push(await queueMailOf(invitation, 'invitation', at))
  }
  return ids
}

/** The same as a batch writes them. */
async function queueFresh(count: number, at: number, batchId?: number): Promise<number[]> {
  const ids = await queue(count, at, batchId)
  await db.update(mails).set({ notBefore: fresh }).where(inArray(mails.id, ids))
  return ids
}

it('a fresh mail is left to the queue, then found once, then left to the queue again', async () => {
  const ids = await queueFresh(3, now)
  expect(await findWaitingMails(db, settings, due - 1)).toEqual([])
  expect(await findWaitingMails(db, settings, due)).toEqual(ids)
  expect(await findWaitingMails(db, settings, due + minute)).toEqual([])
  expect(await findWaitingMails(db, settings, due + 10 * minute)).toEqual(ids)
})

it('waits in one line with the others, the longest waiting first', async () => {
  const [first, second, third] = [await queue(3, now), await queueFresh(3, now + 1), await queue(3, now + 2)]
  const found = [
    await findWaitingMails(db, paced, due + 2),
    await findWaitingMails(db, paced, due + minute),
    await findWaitingMails(db, paced, due + 2 * minute),
  ]
  expect(found.flat()).toEqual([...first, ...second, ...third])
})

it('is handed over when mail opens again, and waits while it is closed', async () => {
  await db.insert(mailFlow).values({ id: 1, closedAt: now, reason: 'forbidden', probeAt: now })
  const ids = await queueFresh(3, now)
  expect(await findWaitingMails(db, settings, due)).toEqual([])
  expect(await recordProbe(db, true, null, settings, due)).toEqual({ outcome: 'opened', mailIds: ids })
})

it('of a paused batch is put aside, and comes back when it goes on', async () => {
  const batchId = await addBatchWith('', await addUser(cast.ada))
  const [ids, others] = [await queueFresh(3, now, batchId), await queueFresh(2, now)]
  await db.update(batches).set({ pausedAt: now, pauseReason: 'person' }).where(eq(batches.id, batchId))
  expect(await findWaitingMails(db, settings, due)).toEqual(others)
  await db.update(batches).set({ pausedAt: null, pauseReason: null })
  await releaseMailsOf(db, batchId, due + minute)
  expect(await findWaitingMails(db, settings, due + minute)).toEqual(ids)
})

it('counts as waiting on the page of mail', async () => {
  await queue(2, now)
  const ids = await queueFresh(3, now)
  expect(await readMailHealth(db)).toMatchObject({ waiting: 5 })
  await findWaitingMails(db, settings, now)
  await claimMails(db, ids, settings, now)
  await db
    .update(mails)
    .set({ state: 'sent' })
    .where(eq(mails.id, ids[0] ?? 0))
  expect(await readMailHealth(db)).toMatchObject({ waiting: 4 })
})

it('costs a sweep nothing when the queue has lost none, however many there were', async () => {
  const ids = await queueMany(300, now)
  await db.update(mails).set({ notBefore: fresh })
  await claimMails(db, ids, settings, now)
  await findWaitingMails(db, settings, due)
  const { db: metered, meter } = meteredDatabase()
  await findWaitingMails(metered, settings, due)
  expect(meter.rowsRead).toBeLessThan(20)
})

it('is never forgotten, whatever happens to those around it and whenever the sweep looks', async () => {
  const step = fc.record({
    written: fc.integer({ min: 0, max: 4 }),
    /** What becomes of which of them. */
    fates: fc.array(fc.constantFrom('lost', 'claimed', 'cancelled'), { minLength: 4, maxLength: 4 }),
    minutes: fc.integer({ min: 0, max: 3 }),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 6 }), async (steps) => {
      await db.delete(mails)
      const lost = new Set<number>()
      const found: number[] = []
      let at = now
      for (const { written, fates, minutes } of steps) {
        for (const [index, id] of (await queueFresh(written, at)).entries()) {
          if (fates[index] === 'lost') lost.add(id)
          if (fates[index] === 'claimed') await claimMails(db, [id], settings, at)
          if (fates[index] === 'cancelled')
            await db.update(mails).set({ state: 'cancelled' }).where(eq(mails.id, id))
        }
        at += minutes * minute
        found.push(...(await findWaitingMails(db, settings, at)))
      }
      found.push(...(await findWaitingMails(db, settings, at + handoverMs)))
      expect([...new Set(found)].filter((id) => lost.has(id))).toEqual([...lost])
      expect(
        await db.all(sql`select id from mails where state = 'queued' and not_before = ${fresh}`),
      ).toEqual([])
    }),
    { numRuns: 25 },
  )
})
