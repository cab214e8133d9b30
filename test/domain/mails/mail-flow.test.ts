import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { events, mailFlow, mails } from '#src/db/schema/index.ts'
import { claimMails } from '#src/domain/mails/claim-mails.ts'
import { findWaitingMails } from '#src/domain/mails/find-waiting-mails.ts'
import type { Delivery } from '#src/domain/mails/mail.ts'
import { recordDeliveries } from '#src/domain/mails/record-deliveries.ts'
import { recordProbe } from '#src/domain/mails/record-probe.ts'
import { recordTick } from '#src/domain/mails/record-tick.ts'
import { takeProbe } from '#src/domain/mails/take-probe.ts'
import { addUser, cast, db, settings } from '#test/support/cast.ts'
import { queueMany } from '#test/support/outbox.ts'

const now = Date.UTC(2026, 10, 22, 9)
const minute = 60 * 1000
const sent: Delivery = { outcome: 'sent', providerId: 'p' }
const passing: Delivery = { outcome: 'failed', reason: 'provider', isPermanent: false }
const permanent: Delivery = { outcome: 'failed', reason: 'refused', isPermanent: true }
const unknown: Delivery = { outcome: 'unknown' }
const held: Delivery = { outcome: 'held' }

describe('mail is closed', () => {
  it.each(['forbidden', 'quota'] as const)('at once when the provider refuses us: %s', async (reason) => {
    await answer(sent, { outcome: 'failed', reason, isPermanent: false }, held)
    expect(await flow()).toMatchObject({ closedAt: now, reason, probeAt: now + minute, probes: 0 })
    expect(await journal()).toEqual(['mail_closed'])
  })

  it('by the fifth try in a row that comes to nothing, over all consumers', async () => {
    await Promise.all([answer(passing, unknown), answer(passing, held, unknown)])
    expect(await flow()).toMatchObject({ closedAt: null, failures: 4 })
    await answer(unknown)
    expect(await flow()).toMatchObject({ closedAt: now, reason: 'failing' })
    expect(await journal()).toEqual(['mail_closed'])
  })

  it('not by letters that are refused for themselves, nor when one in between has left', async () => {
    await answer(...Array.from({ length: 9 }, () => permanent))
    await answer(passing, passing, passing, passing)
    await answer(passing, sent)
    expect(await flow()).toMatchObject({ closedAt: null, failures: 0 })
    await answer(sent, passing, passing)
    expect(await flow()).toMatchObject({ closedAt: null, failures: 2 })
  })

  it('once, when two consumers find out at the same time', async () => {
    const refused: Delivery = { outcome: 'failed', reason: 'forbidden', isPermanent: false }
    await Promise.all([answer(refused), answer(refused), answer(unknown, unknown, unknown, unknown, unknown)])
    expect(await journal()).toEqual(['mail_closed'])
  })

  it('and then nothing is claimed or handed over', async () => {
    const ids = await queueMany(3, now)
    await close()
    expect(await claimMails(db, ids, settings, now)).toEqual([])
    expect(await findWaitingMails(db, settings, now + 60 * minute)).toEqual([])
  })
})

describe('the question whether the provider works again', () => {
  it('is asked after one minute, then after 2, 4, 8, and every 10', async () => {
    await close()
    const asked: number[] = []
    for (let at = now; at <= now + 45 * minute; at += minute)
      if (await takeProbe(db, at)) asked.push((at - now) / minute)
    expect(asked).toEqual([1, 3, 7, 15, 25, 35, 45])
  })

  it('is asked by one of two clocks, and never while mail is open', async () => {
    expect(await takeProbe(db, now)).toBe(false)
    await close()
    const taken = await Promise.all([takeProbe(db, now + minute), takeProbe(db, now + minute)])
    expect(taken.filter(Boolean)).toHaveLength(1)
  })

  it('waits longer from the start when the last opening led to nothing', async () => {
    await close()
    await takeProbe(db, now + minute)
    await recordProbe(db, true, null, settings, now + minute)
    await close(now + 2 * minute)
    expect(await flow()).toMatchObject({ probeAt: now + 4 * minute })
    await recordProbe(db, true, null, settings, now + 4 * minute)
    await answer(sent)
    await close(now + 5 * minute)
    expect(await flow()).toMatchObject({ probeAt: now + 6 * minute })
  })
})

describe('mail is opened again', () => {
  it('by nobody who has just lost the role', async () => {
    const sam = await addUser(cast.sam)
    await answer({ outcome: 'failed', reason: 'quota', isPermanent: false })
    const closed = await flow()
    expect(await recordProbe(db, true, sam.id, settings, now + minute)).toEqual({ outcome: 'closed' })
    expect([await flow(), await journal()]).toEqual([closed, ['mail_closed']])
  })

  it('when the provider works: what waited is due at once, the longest waiting first', async () => {
    const ada = await addUser(cast.ada)
    const ids = await queueMany(4, now)
    const [resting = 0, moved = 0] = ids
    const later = now + 25 * minute
    await db.update(mails).set({ notBefore: later, leaseUntil: later }).where(eq(mails.id, resting))
    await db.update(mails).set({ notBefore: later }).where(eq(mails.id, moved))
    await answer({ outcome: 'failed', reason: 'quota', isPermanent: false })
    const probe = await recordProbe(db, true, ada.id, settings, now + minute)
    expect(probe).toEqual({ outcome: 'opened', mailIds: ids })
    expect(await flow()).toMatchObject({
      closedAt: null,
      reason: null,
      probeAt: null,
      failures: 4,
      probes: 1,
    })
    const [, opened] = await db.select().from(events)
    expect(opened).toMatchObject({ action: 'mail_opened', actorId: ada.id, subjectId: 'flow' })
  })

  it('on trial: one letter goes first, the others when it is through, and none if it is not', async () => {
    const ids = await queueMany(4, now)
    await close()
    await recordProbe(db, true, null, settings, now + 3 * minute)
    const [first, ...more] = await claimMails(db, ids, settings, now + 3 * minute)
    expect([first?.id, more]).toEqual([ids[0], []])
    await answer({ outcome: 'unknown' })
    expect(await flow()).toMatchObject({ reason: 'failing' })
    await recordProbe(db, true, null, settings, now + 6 * minute)
    expect(await claimMails(db, ids, settings, now + 6 * minute)).toHaveLength(1)
    await answer(sent)
    expect(await flow()).toMatchObject({ failures: 0, probes: 0 })
    expect(await claimMails(db, ids, settings, now + 6 * minute)).toHaveLength(2)
  })

  it('but a mail over which the provider failed goes on resting, so that it does not close mail for all others', async () => {
    const [resting = 0, other = 0] = await queueMany(2, now)
    const later = now + 25 * minute
    await db.update(mails).set({ notBefore: later, leaseUntil: later }).where(eq(mails.id, resting))
    await close()
    const at = now + 3 * minute
    expect(await recordProbe(db, true, null, settings, at)).toEqual({ outcome: 'opened', mailIds: [other] })
    expect(await findWaitingMails(db, settings, later - 1)).not.toContain(resting)
    expect(await findWaitingMails(db, settings, later)).toContain(resting)
  })

  it('by no more than the pace at once; the sweep follows', async () => {
    const ids = await queueMany(5, now)
    const paced = { ...settings, mailTransport: 'mailchannels' as const, mailsPerMinute: 2 }
    await close()
    const probe = await recordProbe(db, true, null, paced, now + minute)
    expect(probe).toEqual({ outcome: 'opened', mailIds: ids.slice(0, 2) })
    expect(await findWaitingMails(db, paced, now + 2 * minute)).toEqual(ids.slice(2, 4))
  })

  it('once, by whoever comes first; and not at all while it does not work', async () => {
    await close()
    expect(await recordProbe(db, false, null, settings, now)).toEqual({ outcome: 'closed' })
    const all = await Promise.all([1, 2, 3].map(() => recordProbe(db, true, null, settings, now)))
    expect(all.map(({ outcome }) => outcome).sort()).toEqual(['open', 'open', 'opened'])
    expect(await recordProbe(db, false, null, settings, now)).toEqual({ outcome: 'open' })
    expect(await journal()).toEqual(['mail_closed', 'mail_opened'])
  })

  it('leaves a try in doubt alone until its ten minutes are over', async () => {
    const ids = await queueMany(1, now)
    await claimMails(db, ids, settings, now)
    await close()
    expect(await recordProbe(db, true, null, settings, now + minute)).toEqual({
      outcome: 'opened',
      mailIds: [],
    })
  })
})

it('notes when the clock last worked, never an earlier time', async () => {
  await recordTick(db, now)
  await recordTick(db, now - minute)
  expect((await flow())?.tickedAt).toBe(now)
})

/** Answers to as many letters as there are, as one consumer records them. */
function answer(...deliveries: Delivery[]) {
  return answerAt(now, deliveries)
}

function answerAt(at: number, deliveries: Delivery[]) {
  const mail = { id: 0, kind: 'invitation', invitationId: null, userId: null, attempts: 1 } as const
  const whose = { ...mail, address: 'vera@parvis.test', locale: 'en' }
  return recordDeliveries(
    db,
    deliveries.map((delivery) => ({ mail: whose, delivery })),
    settings,
    at,
  )
}

function close(at = now) {
  return answerAt(
    at,
    Array.from({ length: 5 }, () => passing),
  )
}

async function flow() {
  const [row] = await db.select().from(mailFlow)
  return row
}

async function journal() {
  const rows = await db.select().from(events).orderBy(events.id)
  return rows.map(({ action }) => action)
}
