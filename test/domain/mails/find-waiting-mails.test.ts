import { eq, sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { batches, mailFlow, mails } from '#src/db/schema/index.ts'
import { claimMails } from '#src/domain/mails/claim-mails.ts'
import { findWaitingMails } from '#src/domain/mails/find-waiting-mails.ts'
import { releaseMailsOf } from '#src/domain/mails/hold-mails.ts'
import { handoverMs, leaseMs } from '#src/domain/mails/mail.ts'
import { recordProbe } from '#src/domain/mails/record-probe.ts'
import { addUser, cast, db, settings } from '#test/support/cast.ts'
import {
  addBatchWith,
  addInvitation,
  mailOf,
  queueAccountMail,
  queueMailOf,
  queueMany,
} from '#test/support/outbox.ts'

const now = Date.UTC(2026, 10, 22, 9)
const minute = 60 * 1000
const due = now + handoverMs
const paced = { ...settings, mailTransport: 'mailchannels' as const, mailsPerMinute: 4 }

describe('the pace', () => {
  it('bounds what is handed over, the longest waiting first, until all have had their turn', async () => {
    const ids = await queueMany(10, now)
    const found = [
      await findWaitingMails(db, paced, due),
      await findWaitingMails(db, paced, due + minute),
      await findWaitingMails(db, paced, due + 2 * minute),
      await findWaitingMails(db, paced, due + 3 * minute),
    ]
    expect(found).toEqual([ids.slice(0, 4), ids.slice(4, 8), ids.slice(8), []])
  })

  it('starves nobody, although new mails keep taking places', async () => {
    const old = await queueMany(8, now)
    const left = new Set<number>()
    for (let at = due, n = 0; n < 12 && left.size < old.length; n++, at += minute) {
      const fresh = await queueMailOf(
        await addInvitation({ address: `fresh${n}@parvis.test` }, at),
        'invitation',
        at,
      )
      await claimMails(db, [fresh], paced, at)
      const claimed = await claimMails(db, await findWaitingMails(db, paced, at), paced, at)
      for (const { id } of claimed) if (old.includes(id)) left.add(id)
    }
    expect([...left]).toEqual(old)
  })
})

describe('a letter that somebody waits for', () => {
  it('does not stand behind a batch when its first try failed', async () => {
    const ids = await queueMany(20, now)
    const reset = await queueAccountMail(await addUser(cast.ada), 'password_reset', now + minute)
    expect(await findWaitingMails(db, paced, due)).toEqual(ids.slice(0, 4))
    expect(await findWaitingMails(db, paced, due + minute)).toEqual([...ids.slice(4, 8), reset])
  })

  it('comes first when mail opens again, however long it has waited', async () => {
    const ids = await queueMany(20, now)
    const reset = await queueAccountMail(await addUser(cast.ada), 'password_reset', now + minute)
    await db.insert(mailFlow).values({ id: 1, closedAt: now, reason: 'forbidden', probeAt: now })
    const opened = await recordProbe(db, true, null, paced, due + 60 * minute)
    expect(opened).toEqual({ outcome: 'opened', mailIds: [...ids.slice(0, 4), reset] })
  })
})

describe('the mails of a paused batch', () => {
  it('are put aside, and come back when it goes on', async () => {
    const batchId = await addBatchWith('', await addUser(cast.ada))
    const ids = await queueMany(3, now, { batchId })
    const other = await queueMailOf(await addInvitation({}, now), 'invitation', now)
    await pause(batchId)
    expect(await findWaitingMails(db, settings, due)).toEqual([other])
    expect(await findWaitingMails(db, settings, due + 365 * 24 * 60 * minute)).toEqual([other])
    await db.batch([resume(batchId), releaseMailsOf(db, batchId, due + minute)])
    expect(await findWaitingMails(db, settings, due + minute)).toEqual(ids)
  })

  it('do not take the turns of others', async () => {
    const batchId = await addBatchWith('', await addUser(cast.ada))
    await pause(batchId)
    const held = await queueMany(6, now, { batchId })
    const other = await queueMailOf(await addInvitation({}, now + 1), 'invitation', now + 1)
    expect(await findWaitingMails(db, paced, due + 1)).toEqual([other])
    await db.batch([resume(batchId), releaseMailsOf(db, batchId, due + 1)])
    expect(await findWaitingMails(db, paced, due + 1)).toEqual(held.slice(0, 4))
  })

  it('that a consumer holds stay with it', async () => {
    const batchId = await addBatchWith('', await addUser(cast.ada))
    const [id = 0] = await queueMany(1, now, { batchId })
    await claimMails(db, [id], settings, now)
    await pause(batchId)
    await findWaitingMails(db, settings, now + leaseMs - 1)
    expect(await mailOf(id)).toMatchObject({ state: 'sending', notBefore: now + leaseMs })
  })

  it('of another batch are not let go on with it, nor while it is still paused', async () => {
    const ada = await addUser(cast.ada)
    const [one, two] = [await addBatchWith('', ada), await addBatchWith('', ada)]
    await queueMany(2, now, { batchId: one })
    await pause(one)
    await findWaitingMails(db, settings, due)
    await releaseMailsOf(db, one, due)
    await releaseMailsOf(db, two, due)
    expect(await findWaitingMails(db, settings, due)).toEqual([])
  })
})

function pause(batchId: number) {
  return db.update(batches).set({ pausedAt: now, pauseReason: 'bounces' }).where(eq(batches.id, batchId))
}

function resume(batchId: number) {
  return db.update(batches).set({ pausedAt: null, pauseReason: null }).where(eq(batches.id, batchId))
}

it('looks at the waiting index only as far as it hands over', async () => {
  await queueMany(50, now)
  const [{ detail } = { detail: '' }] = await db.all<{ detail: string }>(sql`explain query plan
    select id from ${mails} where state in ('queued', 'sending') and not_before > 0 and not_before <= 1 order by not_before, id limit 5`)
  expect(detail).toMatch(/USING (COVERING )?INDEX mails_waiting \(not_before>\? AND not_before<\?\)/)
})
