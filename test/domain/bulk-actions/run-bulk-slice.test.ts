import { eq, sql } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { invitationStops, invitations, mails, suppressions, users } from '#src/db/schema/index.ts'
import { cancelBulkAction } from '#src/domain/bulk-actions/cancel-bulk-action.ts'
import { confirmBulkAction } from '#src/domain/bulk-actions/confirm-bulk-action.ts'
import { runBulkSlice } from '#src/domain/bulk-actions/run-bulk-slice.ts'
import { deleteInvitation } from '#src/domain/invitations/delete-invitation.ts'
import { sendInvitationAgain } from '#src/domain/invitations/send-invitation-again.ts'
import { addressHash } from '#src/domain/suppressions/address-hash.ts'
import { dayMs } from '#src/domain/time/day.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { bulkAction, doInBulk, draftBulk, journal, runBulk } from '#test/support/bulk.ts'
import { addUser, cast, db, keys, settings } from '#test/support/cast.ts'
import { addInvitation, queueMailOf, queueMany } from '#test/support/outbox.ts'

const now = Date.now()

let ada: Actor
let sam: Actor
let max: Actor
beforeEach(async () => {
  ada = await addUser(cast.ada)
  sam = await addUser(cast.sam)
  max = await addUser(cast.max)
})

async function invite(name: string, given: Parameters<typeof addInvitation>[0] = {}) {
  const invitation = await addInvitation({ address: `${name}@many.test`, ...given }, now - dayMs)
  if (invitation.address) await queueMailOf(invitation, 'invitation', now - 2 * dayMs)
  return invitation
}

async function invitationOf(id: number) {
  const [found] = await db.select().from(invitations).where(eq(invitations.id, id))
  return found
}

function mailsOf(id: number) {
  return db.select().from(mails).where(eq(mails.invitationId, id)).orderBy(mails.id)
}

function markSent(id: number) {
  return db
    .update(mails)
    .set({ state: 'sent', sentAt: now - dayMs })
    .where(eq(mails.invitationId, id))
}

function suppress(address: string) {
  const row = { addressHash: addressHash(keys, address), reason: 'bounce' as const, since: now }
  return db.insert(suppressions).values(row)
}

async function accept(id: number) {
  await db.update(invitations).set({ acceptedAt: now, acceptedBy: max.id }).where(eq(invitations.id, id))
}

describe('sending again', () => {
  it('writes one letter each with another term and reminder, and cancels what still waited', async () => {
    const open = await invite('open', { remindedAt: now - 1000, remindAt: null })
    const expired = await invite('expired', { expiresAt: now - 1000 })
    const done = await doInBulk('send_again', ada, { now })
    expect(done).toMatchObject({ state: 'done', total: 2, doneCount: 2, skipped: {} })
    for (const { id, publicId } of [open, expired]) {
      expect(await invitationOf(id)).toMatchObject({
        ...{ sendings: 2, expiresAt: now + settings.expiryDays * dayMs, remindAt: null, remindedAt: null },
        mailFate: null,
      })
      const [first, second] = await mailsOf(id)
      expect(first).toMatchObject({ state: 'cancelled' })
      expect(second).toMatchObject({ state: 'queued', dedupeKey: `${publicId}/invitation/2` })
      expect(done.mailIds).toContain(second?.id)
      expect(await journal('invitation_sent_again')).toContainEqual({
        ...{ action: 'invitation_sent_again', subject: publicId, actor: ada.id },
        details: JSON.stringify({ bulk: done.publicId }),
      })
    }
  })

  it('cancels a letter too whose outcome nobody knows, which would be tried again beside the new one', async () => {
    const { id } = await invite('open')
    await db.run(
      sql`update mails set state = 'sending', lease_until = ${now + 1000} where invitation_id = ${id}`,
    )
    await doInBulk('send_again', ada, { now })
    expect(await mailsOf(id)).toMatchObject([{ state: 'cancelled', leaseUntil: null }, { state: 'queued' }])
  })

  it('skips, with the reason, whoever one by one could not be sent it either', async () => {
    const accepted = await invite('accepted')
    const gone = await invite('gone')
    await invite('suppressed')
    const [paper, often] = [await invite('paper', { address: null, emailKey: null }), await invite('often')]
    await invite('given', { letterId: paper.id, expiresAt: now + dayMs })
    await db
      .update(invitations)
      .set({ expiresAt: now - 1 })
      .where(eq(invitations.id, paper.id))
    const said = await invite('said')
    const bounced = await invite('bounced')
    await db.insert(invitationStops).values([
      { invitationId: said.id, reason: 'refused', at: now },
      { invitationId: bounced.id, reason: 'bounced', at: now },
    ])
    for (const at of [3, 2, 1]) await sendInvitationAgain(db, keys, often.publicId, ada, settings, now - at)
    await suppress('suppressed@many.test')
    const draft = await draftBulk('send_again', ada, { now })
    await accept(accepted.id)
    await deleteInvitation(db, gone.publicId, ada, now)
    await confirmBulkAction(db, draft, ada, now)
    const mailIds = await runBulk(draft.id, now)
    expect(await bulkAction(draft.publicId)).toMatchObject({
      ...{ state: 'done', doneCount: 1 },
      skipped: { accepted: 1, deleted: 1, suppressed: 1, unsendable: 2, declined: 1, too_often: 1 },
    })
    expect(mailIds).toHaveLength(1)
    expect(await invitationOf(bounced.id)).toMatchObject({ sendings: 2, stop: null })
    expect(await invitationOf(said.id)).toMatchObject({ sendings: 1, stop: 'refused' })
    const { results } = await db.run(sql`select position, ids from bulk_chunks`)
    const [kept] = results as { ids: string }[]
    expect(JSON.parse(kept?.ids ?? '')).toMatchObject({ accepted: [accepted.id], deleted: [gone.id] })
  })
})

describe('reminding', () => {
  it('reminds once, now, whoever has the letter and does not answer', async () => {
    const waits = await invite('waits', { remindAt: now + dayMs })
    await markSent(waits.id)
    const done = await doInBulk('remind', ada, { now })
    expect(done).toMatchObject({ doneCount: 1, skipped: {} })
    expect(await invitationOf(waits.id)).toMatchObject({ remindedAt: now, remindAt: null, sendings: 1 })
    expect((await mailsOf(waits.id))[1]).toMatchObject({
      ...{
        id: done.mailIds[0],
        kind: 'reminder',
        state: 'queued',
        dedupeKey: `${waits.publicId}/reminder/1`,
      },
    })
    expect(await doInBulk('remind', ada, { now })).toMatchObject({
      doneCount: 0,
      skipped: { already_reminded: 1 },
    })
  })

  it('skips whom a reminder would not help or please', async () => {
    const paper = await invite('paper', { address: null, emailKey: null })
    for (const [name, given] of Object.entries({
      expired: { expiresAt: now - 1 },
      asked: { source: 'registration' as const },
      given: { letterId: paper.id },
      unwelcome: {},
      blocked: {},
    }))
      await markSent((await invite(name, given)).id)
    await invite('queued')
    const [unwelcome] = await db
      .select()
      .from(invitations)
      .where(eq(invitations.address, 'unwelcome@many.test'))
    await db
      .insert(invitationStops)
      .values({ invitationId: unwelcome?.id ?? 0, reason: 'unsubscribed', at: now })
    await suppress('blocked@many.test')
    expect(await doInBulk('remind', ada, { now })).toMatchObject({
      ...{ doneCount: 0, mailIds: [] },
      skipped: { unsendable: 1, expired: 1, own_request: 2, declined: 1, suppressed: 1, not_sent: 1 },
    })
  })
})

describe('extending', () => {
  it('gives the end that was asked for, never a shorter one, without a letter', async () => {
    const [soon, expired] = [await invite('soon'), await invite('expired', { expiresAt: now - 1 })]
    const late = await invite('late', { expiresAt: now + 100 * dayMs })
    const paper = await invite('paper', { address: null, emailKey: null, expiresAt: now + 95 * dayMs })
    const given = await invite('given', { letterId: paper.id, expiresAt: now + dayMs })
    const done = await doInBulk('extend', ada, { days: 90, now })
    expect(done).toMatchObject({ doneCount: 3, skipped: { lasts_longer: 2 }, mailIds: [] })
    const end = now + 90 * dayMs
    expect([
      await invitationOf(soon.id),
      await invitationOf(expired.id),
      await invitationOf(given.id),
    ]).toMatchObject([...[{ expiresAt: end }, { expiresAt: end }, { expiresAt: end }]])
    expect(await invitationOf(late.id)).toMatchObject({ expiresAt: now + 100 * dayMs })
    expect((await journal('invitation_extended')).map(({ subject }) => subject)).toEqual([
      ...[soon.publicId, expired.publicId, given.publicId],
    ])
  })

  it('lets an address that was given for a letter code end with that code', async () => {
    const paper = await invite('paper', { address: null, emailKey: null, expiresAt: now + 20 * dayMs })
    const given = await invite('given', { letterId: paper.id, expiresAt: now + dayMs })
    await doInBulk('extend', ada, { choice: { ticked: [given.publicId] }, days: 90, now })
    expect(await invitationOf(given.id)).toMatchObject({ expiresAt: now + 20 * dayMs })
  })
})

describe('deleting', () => {
  it('deletes with what hangs on it, cancels what waits, frees the addresses, and leaves the accepted', async () => {
    const accepted = await invite('accepted')
    await accept(accepted.id)
    const open = await invite('open')
    const paper = await invite('paper', { address: null, emailKey: null })
    const given = await invite('given', { letterId: paper.id })
    const done = await doInBulk('delete', sam, {
      choice: { ticked: [accepted, open, paper].map(({ publicId }) => publicId) },
      now,
    })
    expect(done).toMatchObject({ doneCount: 2, skipped: { accepted: 1 } })
    expect(await db.select({ id: invitations.id }).from(invitations)).toEqual([{ id: accepted.id }])
    for (const { id } of [open, given]) expect(await mailsOf(id)).toMatchObject([{ state: 'cancelled' }])
    expect((await journal('invitation_deleted')).map(({ subject, actor }) => ({ subject, actor }))).toEqual(
      [open, paper, given].map(({ publicId }) => ({ subject: publicId, actor: sam.id })),
    )
    await expect(invite('open')).resolves.toBeTruthy()
  })
})

describe('exactly the drafted set', () => {
  it('is touched, however many match by the time it is confirmed', async () => {
    const chosen = await invite('chosen')
    const draft = await draftBulk('delete', ada, {
      choice: { query: { q: 'many' }, filter: { typed: 'many' } },
      now,
    })
    const late = await invite('late')
    await confirmBulkAction(db, draft, ada, now)
    await runBulk(draft.id, now)
    expect(await invitationOf(chosen.id)).toBeUndefined()
    expect(await invitationOf(late.id)).toBeTruthy()
  })

  it('is cut into slices of 500, each done once, also where two run at once', async () => {
    await queueMany(1201, now - 2 * dayMs)
    const draft = await draftBulk('send_again', ada, { now })
    await confirmBulkAction(db, draft, ada, now)
    const runs = []
    for (let at = 0; at < 3; at++)
      runs.push(...(await Promise.all([1, 2].map(() => runBulkSlice(db, keys, draft.id, settings, now)))))
    while ((await runBulkSlice(db, keys, draft.id, settings, now)).state === 'more');
    expect(await bulkAction(draft.publicId)).toMatchObject({ state: 'done', doneCount: 1201, skipped: {} })
    expect(await db.$count(mails, sql`dedupe_key like '%/invitation/2'`)).toBe(1201)
    expect(await db.$count(mails)).toBe(2402)
    expect(await journal('bulk_done')).toMatchObject([
      { details: JSON.stringify({ kind: 'send_again', done: 1201, skipped: {} }) },
    ])
    expect(await db.all(sql`select 1 from bulk_chunks`)).toEqual([])
  })
})

describe('who confirmed', () => {
  it('must still have the right when a slice begins', async () => {
    const { id } = await invite('open')
    const draft = await draftBulk('delete', sam, { now })
    await confirmBulkAction(db, draft, sam, now)
    await db.update(users).set({ role: 'member' }).where(eq(users.id, sam.id))
    expect(await runBulkSlice(db, keys, draft.id, settings, now)).toEqual({ state: 'stopped', mailIds: [] })
    expect(await bulkAction(draft.publicId)).toMatchObject({ state: 'cancelled' })
    expect(await invitationOf(id)).toBeTruthy()
    expect(await journal('bulk_cancelled')).toMatchObject([
      { actor: null, details: '{"reason":"right_lost"}' },
    ])
  })

  it('may stop it between two slices: what is done stays done, the rest is left alone', async () => {
    await queueMany(700, now)
    const draft = await draftBulk('delete', ada, { now })
    await confirmBulkAction(db, draft, ada, now)
    expect((await runBulkSlice(db, keys, draft.id, settings, now)).state).toBe('more')
    expect(await cancelBulkAction(db, draft, ada, now)).toBe(true)
    expect((await runBulkSlice(db, keys, draft.id, settings, now)).state).toBe('stopped')
    expect(await bulkAction(draft.publicId)).toMatchObject({ state: 'cancelled', doneCount: 500 })
    expect(await db.$count(invitations)).toBe(200)
    expect(await cancelBulkAction(db, draft, ada, now)).toBe(false)
  })
})
