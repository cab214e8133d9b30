import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { pageRows } from '#src/db/paging.ts'
import { events, invitationStops, mails } from '#src/db/schema/index.ts'
import { claimMails } from '#src/domain/mails/claim-mails.ts'
import { listFailedMails } from '#src/domain/mails/list-failed-mails.ts'
import { waitingCountMax } from '#src/domain/mails/mail-health.ts'
import { readMailHealth } from '#src/domain/mails/read-mail-health.ts'
import { recordDeliveries } from '#src/domain/mails/record-deliveries.ts'
import { tryAgain, tryAllAgain } from '#src/domain/mails/try-again.ts'
import { addUser, cast, db, keys, settings } from '#test/support/cast.ts'
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

describe('a failed mail that is tried again', () => {
  it('is queued with a clean slate, no longer counted, and the journal tells by whom', async () => {
    const ada = await addUser(cast.ada)
    const batchId = await addBatchWith('', ada)
    const invitation = await addInvitation({ batchId }, now)
    const id = await queueMailOf(invitation, 'invitation', now)
    const [mail] = await claimMails(db, [id], settings, now)
    if (!mail) throw new Error('The mail was not claimed')
    const delivery = { outcome: 'failed', reason: 'refused', isPermanent: true } as const
    await recordDeliveries(db, [{ mail, delivery }], settings, now)
    expect(await mailCountsOf(batchId)).toEqual({ failed: 1 })
    expect(await tryAgain(db, id, ada, now)).toEqual({ outcome: 'queued', mailIds: [id] })
    expect(await mailOf(id)).toMatchObject({ state: 'queued', attempts: 0, doubts: 0, lastError: null })
    expect(await mailCountsOf(batchId)).toEqual({})
    expect(await db.select().from(events)).toMatchObject([{ action: 'mail_retried', actorId: ada.id }])
    expect(await claimMails(db, [id], settings, now)).toHaveLength(1)
  })

  it('is tried once, when two people press at the same time', async () => {
    const ada = await addUser(cast.ada)
    const [id = 0] = await failedMails(1)
    const both = await Promise.all([tryAgain(db, id, ada, now), tryAgain(db, id, ada, now)])
    expect(both.map(({ outcome }) => outcome).sort()).toEqual(['not_failed', 'queued'])
    expect(await db.$count(events)).toBe(1)
  })

  it('stays failed when nobody wants it any more, and what did not fail or is not there is told apart', async () => {
    const ada = await addUser(cast.ada)
    const [stopped = 0, queued = 0] = await failedMails(2)
    const { invitationId } = await mailOf(stopped)
    await db.insert(invitationStops).values({ invitationId: invitationId ?? 0, reason: 'bounced', at: now })
    await db.update(mails).set({ state: 'queued' }).where(eq(mails.id, queued))
    const outcomes = []
    for (const id of [stopped, queued, queued + 1]) outcomes.push((await tryAgain(db, id, ada, now)).outcome)
    expect(outcomes).toEqual(['unwanted', 'not_failed', 'unknown'])
    expect(await db.$count(events)).toBe(0)
  })
})

describe('all failed mails', () => {
  it('are tried again a thousand at a time, but for those that nobody wants', async () => {
    const ada = await addUser(cast.ada)
    const ids = await failedMails(1003)
    const [unwanted = 0, ...others] = ids
    await db.update(mails).set({ address: 'old@parvis.test' }).where(eq(mails.id, unwanted))
    const first = await tryAllAgain(db, ada, now)
    expect(first.hasMore).toBe(true)
    expect(first.mailIds.sort((one, other) => one - other)).toEqual(others.slice(0, 1000))
    expect((await tryAllAgain(db, ada, now)).mailIds).toHaveLength(2)
    expect(await tryAllAgain(db, ada, now)).toEqual({ mailIds: [], hasMore: false })
    expect((await mailOf(unwanted)).state).toBe('failed')
    expect(await db.select().from(events)).toMatchObject([
      { action: 'mails_retried' },
      { action: 'mails_retried' },
    ])
  })
})

describe('the list of failed mails', () => {
  it('shows the newest first, page by page', async () => {
    const ids = (await failedMails(pageRows + 3)).toReversed()
    const first = await listFailedMails(db, keys, {})
    expect(first.rows.map(({ id }) => id)).toEqual(ids.slice(0, pageRows))
    expect(first.previous).toBeUndefined()
    const second = await listFailedMails(db, keys, { after: first.next })
    expect(second.rows.map(({ id }) => id)).toEqual(ids.slice(pageRows))
    expect(second.next).toBeUndefined()
    const back = await listFailedMails(db, keys, { before: second.previous })
    expect(back.rows).toEqual(first.rows)
    expect((await listFailedMails(db, keys, { after: 'forged-0123456789' })).rows).toEqual(first.rows)
  })

  it('says what failed, why, and whose it was', async () => {
    const invitation = await addInvitation({}, now)
    await queueMailOf(invitation, 'invitation', now)
    const max = await addUser(cast.max)
    await queueAccountMail(max, 'password_reset', now)
    await db.update(mails).set({ state: 'failed', lastError: 'too_large', attempts: 2 })
    expect((await listFailedMails(db, keys, {})).rows).toMatchObject([
      { kind: 'password_reset', address: max.email, invitationId: null },
      {
        kind: 'invitation',
        lastError: 'too_large',
        attempts: 2,
        createdAt: now,
        invitationId: invitation.publicId,
      },
    ])
  })

  it('counts no further than it needs to', async () => {
    expect(await readMailHealth(db)).toMatchObject({ failed: 0, waiting: 0 })
    await failedMails(waitingCountMax + 5)
    expect(await readMailHealth(db)).toMatchObject({ failed: waitingCountMax + 1, waiting: 0 })
  })
})

async function failedMails(count: number): Promise<number[]> {
  const ids = await queueMany(count, now)
  await db.update(mails).set({ state: 'failed', lastError: 'gave_up' })
  return ids
}
