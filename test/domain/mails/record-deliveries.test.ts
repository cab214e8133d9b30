import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { invitations, mails } from '#src/db/schema/index.ts'
import { claimMails } from '#src/domain/mails/claim-mails.ts'
import { findWaitingMails } from '#src/domain/mails/find-waiting-mails.ts'
import { attemptsMax, type Delivery, leaseMs } from '#src/domain/mails/mail.ts'
import { recordDeliveries } from '#src/domain/mails/record-deliveries.ts'
import { addUser, cast, db, settings } from '#test/support/cast.ts'
import { addInvitation, mailOf, queueMailOf } from '#test/support/outbox.ts'

const now = Date.UTC(2026, 10, 22)
const minute = 60 * 1000

describe('a delivery that failed', () => {
  it('for good is failed, with its reason, and is never found again', async () => {
    const { id, record } = await claimOne()
    await record({ outcome: 'failed', reason: 'refused', isPermanent: true })
    expect(await mailOf(id)).toMatchObject({ state: 'failed', lastError: 'refused', leaseUntil: null })
    expect(await claimMails(db, [id], settings, now + leaseMs)).toEqual([])
    expect(await findWaitingMails(db, settings, now + 1000 * minute)).toEqual([])
  })

  it('for now is queued again, later each time', async () => {
    const { id, record } = await claimOne()
    const waits: number[] = []
    for (let attempt = 1; attempt <= 4; attempt++) {
      if (attempt > 1) await claimMails(db, [id], settings, now)
      await record({ outcome: 'failed', reason: 'provider', isPermanent: false }, attempt)
      const mail = await mailOf(id)
      expect(mail).toMatchObject({ state: 'queued', attempts: attempt, lastError: 'provider' })
      waits.push(mail.notBefore - now)
    }
    expect(waits.map((wait) => Math.floor(wait / 30_000))).toEqual([1, 2, 4, 8])
    expect(await findWaitingMails(db, settings, now + 4 * minute - 1)).toEqual([])
    expect(await findWaitingMails(db, settings, now + 5 * minute)).toEqual([id])
  })

  it('too often is given up', async () => {
    const { id } = await claimOne()
    await db.update(mails).set({ state: 'queued', attempts: attemptsMax, lastError: 'provider' })
    expect(await claimMails(db, [id], settings, now)).toEqual([])
    expect(await mailOf(id)).toMatchObject({ state: 'failed', lastError: 'provider' })
  })
})

describe('an answer nobody knows', () => {
  it('leaves the mail with its lease, to be tried again when that is over', async () => {
    const { id, record } = await claimOne()
    await record({ outcome: 'unknown' })
    expect(await mailOf(id)).toMatchObject({ state: 'sending', leaseUntil: now + leaseMs })
    expect(await findWaitingMails(db, settings, now + leaseMs - 1)).toEqual([])
    expect(await findWaitingMails(db, settings, now + leaseMs)).toEqual([id])
  })
})

describe('an answer that comes late', () => {
  it('of an earlier try does not undo a later one', async () => {
    const { id, record } = await claimOne()
    await claimMails(db, [id], settings, now + leaseMs)
    await record({ outcome: 'failed', reason: 'provider', isPermanent: true }, 1)
    expect(await mailOf(id)).toMatchObject({ state: 'sending', attempts: 2 })
  })

  it('records as sent what has left, also when it was cancelled meanwhile, and reminds nobody who accepted', async () => {
    const ada = await addUser(cast.ada)
    const { id, record } = await claimOne()
    await db.update(mails).set({ state: 'cancelled' }).where(eq(mails.id, id))
    await db.update(invitations).set({ acceptedAt: now, acceptedBy: ada.id })
    await record({ outcome: 'sent', providerId: 'p' })
    expect(await mailOf(id)).toMatchObject({ state: 'sent', providerId: 'p', sentAt: now })
    expect(await db.select({ remindAt: invitations.remindAt }).from(invitations)).toEqual([
      { remindAt: null },
    ])
  })

  it('moves the reminder only the first time it is recorded', async () => {
    const { record } = await claimOne()
    await record({ outcome: 'sent', providerId: 'p' })
    await db.update(invitations).set({ remindAt: null })
    await record({ outcome: 'sent', providerId: 'p' })
    expect(await db.select({ remindAt: invitations.remindAt }).from(invitations)).toEqual([
      { remindAt: null },
    ])
  })
})

async function claimOne() {
  const id = await queueMailOf(await addInvitation({}, now), 'invitation', now)
  const [mail] = await claimMails(db, [id], settings, now)
  if (!mail) throw new Error('The mail was not claimed')
  const record = (delivery: Delivery, attempts = 1) =>
    recordDeliveries(db, [{ mail: { ...mail, attempts }, delivery }], settings, now)
  return { id, record }
}
