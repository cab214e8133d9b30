import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { batches, invitationStops, mailFlow, mails } from '#src/db/schema/index.ts'
import { claimMails } from '#src/domain/mails/claim-mails.ts'
import { attemptsMax, handoverMs, leaseMs } from '#src/domain/mails/mail.ts'
import { addUser, cast, db, settings } from '#test/support/cast.ts'
import {
  addBatchWith,
  addInvitation,
  mailCountsOf,
  mailOf,
  queueAccountMail,
  queueMailOf,
  queueMany,
} from '#test/support/outbox.ts'

const now = Date.UTC(2026, 10, 22, 9)
const minute = 60 * 1000
const idsOf = (claimed: { id: number }[]) => claimed.map(({ id }) => id).sort((one, other) => one - other)
const claim = (ids: number[], at = now, given = settings) => claimMails(db, ids, given, at)
/** Really sent, and so at a pace. */
const atPace = (mailsPerMinute: number) => ({
  ...settings,
  mailTransport: 'mailchannels' as const,
  mailsPerMinute,
})

describe('a mail that is claimed', () => {
  it('is leased for ten minutes, with one more try and one more doubt', async () => {
    const id = await queueMailOf(await addInvitation({}, now), 'invitation', now)
    expect(await claim([id])).toMatchObject([{ id, attempts: 1 }])
    expect(await mailOf(id)).toMatchObject({ state: 'sending', doubts: 1, leaseUntil: now + leaseMs })
    expect(await claim([id], now + leaseMs - 1)).toEqual([])
    expect(await claim([id], now + leaseMs)).toMatchObject([{ id, attempts: 2 }])
  })

  it('is claimed once when five consumers reach for it', async () => {
    const ids = await queueMany(40, now)
    const claimed = await Promise.all([1, 2, 3, 4, 5].map(() => claim(ids)))
    expect(idsOf(claimed.flat())).toEqual(ids)
  })

  it('rests after a failure, whoever brings it', async () => {
    const id = await queueMailOf(await addInvitation({}, now), 'invitation', now)
    await db.update(mails).set({ leaseUntil: now + minute })
    expect(await claim([id], now + minute - 1)).toEqual([])
    expect(await claim([id], now + minute)).toHaveLength(1)
  })
})

describe('a mail that is not tried again', () => {
  it('has failed as unknown after two tries that nobody can tell the outcome of, and counts for its batch', async () => {
    const batchId = await addBatchWith('', await addUser(cast.ada))
    const id = await queueMailOf(await addInvitation({ batchId }, now), 'invitation', now)
    expect(await claim([id])).toHaveLength(1)
    expect(await claim([id], now + leaseMs)).toHaveLength(1)
    expect(await claim([id], now + 2 * leaseMs - 1)).toEqual([])
    expect((await mailOf(id)).state).toBe('sending')
    expect(await claim([id], now + 2 * leaseMs)).toEqual([])
    expect(await mailOf(id)).toMatchObject({ state: 'failed', lastError: 'unknown', leaseUntil: null })
    expect(await mailCountsOf(batchId)).toEqual({ failed: 1 })
  })

  it('is given up after too many tries', async () => {
    const id = await queueMailOf(await addInvitation({}, now), 'invitation', now)
    await db.update(mails).set({ attempts: attemptsMax, lastError: 'provider' })
    expect(await claim([id])).toEqual([])
    expect(await mailOf(id)).toMatchObject({ state: 'failed', lastError: 'gave_up' })
  })
})

describe('what is asked again at that moment', () => {
  it.each(['bounced', 'complained', 'unsubscribed', 'refused'] as const)(
    'whether somebody does not want it: %s',
    async (reason) => {
      const invitation = await addInvitation({}, now)
      const ids = [await queueMailOf(invitation), await queueMailOf(invitation, 'reminder')]
      await db.insert(invitationStops).values({ invitationId: invitation.id, reason, at: now })
      expect(await claim(ids)).toEqual([])
      for (const id of ids) expect(await mailOf(id)).toMatchObject({ state: 'cancelled', attempts: 0 })
    },
  )

  it('whether the invitation still has this address', async () => {
    const id = await queueMailOf(await addInvitation({}, now))
    await db.update(mails).set({ address: 'old@parvis.test' })
    expect(await claim([id])).toEqual([])
    expect((await mailOf(id)).state).toBe('cancelled')
  })

  it('whether the account of a test letter is there: it has no invitation', async () => {
    const ada = await addUser(cast.ada)
    const known = await queueAccountMail(ada, 'invitation')
    const nobodys = await queueAccountMail({ ...ada, id: ada.id + 1, publicId: 'nobody' }, 'reminder')
    expect(idsOf(await claim([known, nobodys]))).toEqual([known])
    expect((await mailOf(nobodys)).state).toBe('cancelled')
  })

  it('whether its batch is paused: then it waits, untouched, and other mails leave', async () => {
    const batchId = await addBatchWith('', await addUser(cast.ada))
    const paused = await queueMailOf(await addInvitation({ batchId }, now))
    const free = await queueMailOf(await addInvitation({ address: 'free@parvis.test' }, now))
    await db.update(batches).set({ pausedAt: now, pauseReason: 'bounces' }).where(eq(batches.id, batchId))
    expect(idsOf(await claim([paused, free]))).toEqual([free])
    expect(await mailOf(paused)).toMatchObject({ state: 'queued', attempts: 0, doubts: 0 })
    await db.update(batches).set({ pausedAt: null, pauseReason: null })
    expect(idsOf(await claim([paused]))).toEqual([paused])
  })

  it('whether mail is closed: then nothing is taken, and no try is lost', async () => {
    const ids = await queueMany(3, now)
    await db.insert(mailFlow).values({ id: 1, closedAt: now, reason: 'forbidden' })
    expect(await claim(ids)).toEqual([])
    for (const id of ids) expect(await mailOf(id)).toMatchObject({ state: 'queued', attempts: 0, doubts: 0 })
  })
})

describe('the pace', () => {
  it('is kept exactly by two consumers at once, over any number of messages', async () => {
    const ids = await queueMany(60, now)
    const five = atPace(5)
    const taken = await Promise.all([
      claim(ids.slice(0, 30), now, five),
      claim(ids.slice(30), now + 1, five),
      claim(ids, now + 2, five),
    ])
    expect(taken.flat()).toHaveLength(5)
    expect(await claim(ids, now + minute - 1, five)).toEqual([])
    expect(idsOf(await claim(ids, now + minute, five))).toHaveLength(5)
    expect(await db.select().from(mailFlow)).toMatchObject([{ taken: 5, minute: (now + minute) / minute }])
  })

  it('lets the oldest go first, and each once', async () => {
    const ids = await queueMany(10, now)
    const left: number[] = []
    for (let at = now; left.length < ids.length; at += minute)
      left.push(...idsOf(await claim(ids, at, atPace(4))))
    expect(left).toEqual(ids)
  })

  it('keeps a tenth for letters that somebody waits for, who come first', async () => {
    const ids = await queueMany(30, now)
    const reset = await queueAccountMail(await addUser(cast.max), 'password_reset')
    expect(idsOf(await claim(ids, now, atPace(20)))).toEqual(ids.slice(0, 18))
    expect(await claim(ids, now, atPace(20))).toEqual([])
    expect(idsOf(await claim([...ids, reset], now, atPace(20)))).toEqual([reset])
  })

  it('does not count what did not leave, and does not bind the local mailbox', async () => {
    const ids = await queueMany(12, now)
    await db
      .update(mails)
      .set({ address: 'old@parvis.test' })
      .where(eq(mails.id, ids[0] ?? 0))
    expect(await claim(ids.slice(0, 4), now, atPace(5))).toHaveLength(3)
    expect(await claim(ids, now, atPace(5))).toHaveLength(2)
    expect(await claim(ids, now, { ...settings, mailsPerMinute: 1 })).toHaveLength(6)
  })

  it('gives whom it refuses back their place in the order, from which a sweep had taken them', async () => {
    const ids = await queueMany(4, now)
    const at = now + 5 * minute
    await db.update(mails).set({ notBefore: at + 10 * minute })
    const left = idsOf(await claim(ids, at, atPace(3)))
    const refused = ids.filter((id) => !left.includes(id))
    expect(refused).toHaveLength(1)
    for (const id of refused)
      expect(await mailOf(id)).toMatchObject({ state: 'queued', notBefore: now + handoverMs })
  })

  it('writes nothing to fresh mails that it refuses: the sweep will find them', async () => {
    const ids = await queueMany(4, now)
    await claim(ids, now, atPace(1))
    expect(await mailOf(ids[3] ?? 0)).toMatchObject({ state: 'queued', notBefore: now + handoverMs })
  })
})
