import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { invitationStops, invitations, mailFlow, mails } from '#src/db/schema/index.ts'
import { claimMails } from '#src/domain/mails/claim-mails.ts'
import { findWaitingMails } from '#src/domain/mails/find-waiting-mails.ts'
import { type Delivery, leaseMs } from '#src/domain/mails/mail.ts'
import { recordDeliveries } from '#src/domain/mails/record-deliveries.ts'
import { recordProbe } from '#src/domain/mails/record-probe.ts'
import { addUser, cast, db, settings } from '#test/support/cast.ts'
import {
  addBatchWith,
  addInvitation,
  mailCountsOf,
  mailOf,
  queueMailOf,
  queueMany,
} from '#test/support/outbox.ts'

const now = Date.UTC(2026, 10, 22)
const minute = 60 * 1000
const dayMs = 24 * 60 * minute
const sent: Delivery = { outcome: 'sent', providerId: 'p' }
const passing: Delivery = { outcome: 'failed', reason: 'provider', isPermanent: false }
const permanent: Delivery = { outcome: 'failed', reason: 'refused', isPermanent: true }

describe('a delivery that failed', () => {
  it('for good is failed, with its reason, is counted, and is never found again', async () => {
    const { id, record, batchId } = await claimOne()
    await record(permanent)
    expect(await mailOf(id)).toMatchObject({
      state: 'failed',
      lastError: 'refused',
      leaseUntil: null,
      doubts: 0,
    })
    expect(await claimMails(db, [id], settings, now + leaseMs)).toEqual([])
    expect(await findWaitingMails(db, settings, now + 1000 * minute)).toEqual([])
    expect(await mailCountsOf(batchId)).toEqual({ failed: 1 })
  })

  it('for now is queued again, later each time, and half an hour at most', async () => {
    const { id, record } = await claimOne()
    const waits: number[] = []
    let at = now
    for (let attempt = 1; attempt <= 9; attempt++) {
      if (attempt > 1) await claimMails(db, [id], settings, at)
      await record(passing, attempt, at)
      const mail = await mailOf(id)
      expect(mail).toMatchObject({ state: 'queued', attempts: attempt, lastError: 'provider', doubts: 0 })
      waits.push(mail.notBefore - at)
      at = mail.notBefore
      await db.delete(mailFlow)
    }
    expect(waits.map((wait) => Math.floor(wait / 30_000))).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60])
  })

  it('is not tried before its pause is over', async () => {
    const { id, record } = await claimOne()
    await record(passing)
    const { notBefore } = await mailOf(id)
    expect(await findWaitingMails(db, settings, notBefore - 1)).toEqual([])
    expect(await claimMails(db, [id], settings, notBefore - 1)).toEqual([])
    expect(await findWaitingMails(db, settings, notBefore)).toEqual([id])
    expect(await claimMails(db, [id], settings, notBefore)).toHaveLength(1)
  })

  it.each([
    ['as long as the provider asked for', 7 * minute, 7],
    ['an hour at most', 24 * 60 * minute, 60],
  ])('waits %s', async (_, retryAfterMs, minutes) => {
    const { id, record } = await claimOne()
    await record({ outcome: 'failed', reason: 'too_many', isPermanent: false, retryAfterMs })
    const wait = (await mailOf(id)).notBefore - now
    expect(Math.floor(wait / minute)).toBe(minutes)
  })

  it.each(['forbidden', 'quota'] as const)(
    'because we are refused as a whole costs no try: %s',
    async (reason) => {
      const { id, record } = await claimOne()
      await record({ outcome: 'failed', reason, isPermanent: true })
      expect(await mailOf(id)).toMatchObject({ state: 'queued', attempts: 0, doubts: 0, lastError: reason })
    },
  )
})

describe('a letter that is refused beside others that are taken', () => {
  it('rests longer each time, also when mail opens again', async () => {
    const ids = await queueMany(2, now)
    const refused = { outcome: 'failed', reason: 'forbidden', isPermanent: false } as const
    const [other, poison] = await claimMails(db, ids, settings, now)
    if (!other || !poison) throw new Error('Two mails were queued')
    const taken = { mail: other, delivery: { outcome: 'sent', providerId: 'p' } } as const
    await recordDeliveries(db, [taken, { mail: poison, delivery: refused }], settings, now)
    const resting = await mailOf(poison.id)
    expect(resting).toMatchObject({ state: 'queued', attempts: 1, doubts: 0, lastError: 'forbidden' })
    await recordProbe(db, true, null, settings, now + 1)
    expect(await mailOf(poison.id)).toEqual(resting)
    const [again] = await claimMails(db, [poison.id], settings, resting.notBefore)
    if (!again) throw new Error('It may be tried again')
    await recordDeliveries(db, [{ mail: again, delivery: refused }], settings, resting.notBefore)
    expect(await mailOf(poison.id)).toMatchObject({ state: 'queued', attempts: 2 })
  })
})

describe('a letter that was not tried', () => {
  it('is queued as it was', async () => {
    const { id, record } = await claimOne()
    await record({ outcome: 'held' })
    expect(await mailOf(id)).toMatchObject({ state: 'queued', attempts: 0, doubts: 0, lastError: null })
    expect(await claimMails(db, [id], settings, now)).toMatchObject([{ attempts: 1 }])
  })

  it('keeps the doubt of an earlier try', async () => {
    const { id, record } = await claimOne()
    await record({ outcome: 'unknown' })
    await claimMails(db, [id], settings, now + leaseMs)
    await record({ outcome: 'held' }, 2)
    expect(await mailOf(id)).toMatchObject({ state: 'queued', attempts: 1, doubts: 1 })
  })
})

describe('an answer nobody knows', () => {
  it('leaves the mail with its lease and its doubt, to be tried once more when that is over', async () => {
    const { id, record } = await claimOne()
    await record({ outcome: 'unknown' })
    expect(await mailOf(id)).toMatchObject({ state: 'sending', leaseUntil: now + leaseMs, doubts: 1 })
    expect(await findWaitingMails(db, settings, now + leaseMs - 1)).toEqual([])
    expect(await findWaitingMails(db, settings, now + leaseMs)).toEqual([id])
  })
})

describe('an answer that comes late', () => {
  it('of an earlier try does not undo a later one', async () => {
    const { id, record, batchId } = await claimOne()
    await claimMails(db, [id], settings, now + leaseMs)
    await record(permanent, 1)
    expect(await mailOf(id)).toMatchObject({ state: 'sending', attempts: 2, doubts: 2 })
    expect(await mailCountsOf(batchId)).toEqual({})
  })

  it.each(['cancelled', 'failed', 'queued'] as const)(
    'records as sent what has left, also when it was %s meanwhile',
    async (state) => {
      const { id, record } = await claimOne()
      await db.update(mails).set({ state }).where(eq(mails.id, id))
      await record(sent)
      expect(await mailOf(id)).toMatchObject({ state: 'sent', providerId: 'p', sentAt: now })
    },
  )

  it.each(['delivered', 'bounced', 'complained', 'suppressed'] as const)(
    'leaves what a report has told, and fills in what it did not: %s',
    async (state) => {
      const { id, record, batchId } = await claimOne()
      await db
        .update(mails)
        .set({ state, sentAt: now - 1, lastError: 'refused' })
        .where(eq(mails.id, id))
      await record(sent)
      expect(await mailOf(id)).toMatchObject({
        state,
        providerId: 'p',
        sentAt: now - 1,
        lastError: 'refused',
      })
      await record(permanent)
      expect((await mailOf(id)).state).toBe(state)
      expect(await mailCountsOf(batchId)).toEqual({})
    },
  )

  it('is counted once, however often it is recorded', async () => {
    const { record, batchId } = await claimOne()
    await record(permanent)
    await record(sent)
    await record(sent)
    expect(await mailCountsOf(batchId)).toEqual({ sent: 1 })
  })
})

describe('the reminder', () => {
  it('is due so many days after the letter has left', async () => {
    const { record, remindAt } = await claimOne()
    await record(sent)
    expect(await remindAt()).toBe(now + 3 * dayMs)
  })

  it('moves only the first time that is recorded', async () => {
    const { record, remindAt } = await claimOne()
    await record(sent)
    await db.update(invitations).set({ remindAt: null })
    await record(sent)
    expect(await remindAt()).toBeNull()
  })

  it('is set although a report was faster, once', async () => {
    const { id, record, remindAt } = await claimOne()
    await db.update(mails).set({ state: 'delivered' }).where(eq(mails.id, id))
    await record(sent)
    expect(await remindAt()).toBe(now + 3 * dayMs)
  })

  it('is not set after somebody has accepted, nor when they want no mail, nor for who bounced', async () => {
    const ada = await addUser(cast.ada)
    const accepted = await claimOne('accepted@parvis.test')
    await db.update(invitations).set({ acceptedAt: now, acceptedBy: ada.id })
    const stopped = await claimOne('stopped@parvis.test')
    const { invitationId } = await mailOf(stopped.id)
    await db.insert(invitationStops).values({ invitationId: invitationId ?? 0, reason: 'refused', at: now })
    const bounced = await claimOne('bounced@parvis.test')
    await db.update(mails).set({ state: 'bounced' }).where(eq(mails.id, bounced.id))
    for (const one of [accepted, stopped, bounced]) {
      await one.record(sent)
      expect(await one.remindAt()).toBeNull()
    }
  })

  it('is not set when reminders are switched off, nor after the invitation expires', async () => {
    const off = await claimOne('off@parvis.test')
    await off.record(sent, 1, now, { ...settings, reminderDays: 0 })
    const late = await claimOne('late@parvis.test')
    await late.record(sent, 1, now, { ...settings, reminderDays: 30 })
    expect([await off.remindAt(), await late.remindAt()]).toEqual([null, null])
  })
})

async function claimOne(address = 'vera@parvis.test') {
  const batchId = await addBatchWith('', await addUser({ email: `inviter-of-${address}` }))
  const invitation = await addInvitation({ address, batchId }, now)
  const id = await queueMailOf(invitation, 'invitation', now)
  const [mail] = await claimMails(db, [id], settings, now)
  if (!mail) throw new Error('The mail was not claimed')
  const record = (delivery: Delivery, attempts = 1, at = now, given = settings) =>
    recordDeliveries(db, [{ mail: { ...mail, attempts }, delivery }], given, at)
  const remindAt = async () => {
    const [row] = await db.select().from(invitations).where(eq(invitations.id, invitation.id))
    return row?.remindAt
  }
  return { id, batchId, record, remindAt }
}
