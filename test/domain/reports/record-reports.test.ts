import { eq, sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { batches, invitationStops, invitations, mails, suppressions } from '#src/db/schema/index.ts'
import { resumeBatchMails } from '#src/domain/batches/resume-mails.ts'
import type { MailReport, ReportKind } from '#src/domain/mails/report.ts'
import { recordReports } from '#src/domain/reports/record-reports.ts'
import { addressHash } from '#src/domain/suppressions/address-hash.ts'
import { dayMs } from '#src/domain/time/day.ts'
import { addUser, cast, db, keys, settings } from '#test/support/cast.ts'
import { journal } from '#test/support/invitations.ts'
import { meteredDatabase } from '#test/support/metered.ts'
import { addBatchWith, addInvitation, mailOf, queueAccountMail, queueMailOf } from '#test/support/outbox.ts'

const now = Date.UTC(2026, 10, 22)

describe('a report', () => {
  it.each([
    ['sent', 'sent'],
    ['deferred', 'deferred'],
    ['delivered', 'delivered'],
    ['suppressed', 'suppressed'],
    ['bounced', 'bounced'],
    ['complained', 'complained'],
    ['unsubscribed', 'delivered'],
  ] as const)('that a mail is %s makes it %s', async (kind, state) => {
    const { mailId } = await sendOne()
    await record([{ mailId, kind }])
    expect(await mailOf(mailId)).toMatchObject({ state, reportedAt: kind === 'sent' ? null : now - 1000 })
  })

  it('never takes a mail back', async () => {
    const { mailId } = await sendOne()
    for (const kind of ['bounced', 'delivered', 'deferred', 'sent', 'suppressed'] as const)
      await record([{ mailId, kind }])
    expect((await mailOf(mailId)).state).toBe('bounced')
    await record([{ mailId, kind: 'complained' }])
    await record([{ mailId, kind: 'bounced' }])
    expect((await mailOf(mailId)).state).toBe('complained')
  })

  it.each(['queued', 'sending', 'failed', 'cancelled'] as const)(
    'proves that a %s mail has left, and its reminder is due as if we had known',
    async (state) => {
      const { mailId, invitation } = await sendOne()
      await db.update(mails).set({ state, sentAt: null, leaseUntil: now, doubts: 2, lastError: 'unknown' })
      await record([{ mailId, kind: 'sent' }])
      expect(await mailOf(mailId)).toMatchObject({
        state: 'sent',
        sentAt: now - 1000,
        leaseUntil: null,
        doubts: 0,
        lastError: null,
      })
      expect((await reread(invitation.id)).remindAt).toBe(now + settings.reminderDays * dayMs)
    },
  )

  it('about somebody else, or about no mail of ours, changes nothing', async () => {
    const { mailId } = await sendOne()
    await record([
      { mailId, kind: 'bounced', recipient: 'other@parvis.test' },
      { mailId: mailId + 1, kind: 'bounced' },
    ])
    expect((await mailOf(mailId)).state).toBe('sent')
    expect(await db.$count(suppressions)).toBe(0)
    expect(await journal()).toEqual([])
  })

  it('knows its recipient however the address is written', async () => {
    const { mailId } = await sendOne({ address: 'Vera@MÜLLER.test', emailKey: 'vera@xn--mller-kva.test' })
    await record([{ mailId, kind: 'bounced', recipient: ' vera@xn--mller-kva.TEST' }])
    expect((await mailOf(mailId)).state).toBe('bounced')
    expect(await suppressedAs('vera@xn--mller-kva.test')).toBe('bounce')
  })

  it('is noted as a sign that the provider tells us things', async () => {
    await record([])
    expect((await db.query.mailFlow.findFirst())?.eventAt).toBe(now)
  })
})

describe('what ends writing to an address', () => {
  it.each([
    ['bounced', 'bounce', 'mail_bounced'],
    ['complained', 'complaint', 'mail_complained'],
    ['unsubscribed', 'unsubscribe', 'mail_unsubscribed'],
  ] as const)('%s: suppressed, stopped, not reminded, journalled once', async (kind, reason, action) => {
    const { mailId, invitation } = await sendOne({ remindAt: now + dayMs })
    await record([{ mailId, kind }])
    await record([{ mailId, kind }])
    expect(await db.select().from(suppressions)).toEqual([
      {
        addressHash: addressHash(keys, 'vera@parvis.test'),
        reason,
        since: now,
        invitationId: invitation.id,
      },
    ])
    expect(await db.select().from(invitationStops)).toEqual([
      { invitationId: invitation.id, reason: kind, at: now, note: null },
    ])
    expect((await reread(invitation.id)).remindAt).toBeNull()
    expect(await journal()).toEqual([action])
  })

  it('is no passing failure, and not what the provider itself suppresses', async () => {
    const { mailId, invitation } = await sendOne({ remindAt: now + dayMs })
    await record([{ mailId, kind: 'deferred' }])
    expect((await reread(invitation.id)).remindAt).toBe(now + dayMs)
    await record([{ mailId, kind: 'suppressed' }])
    expect((await reread(invitation.id)).remindAt).toBeNull()
    expect([await db.$count(suppressions), await db.$count(invitationStops)]).toEqual([0, 0])
  })

  it('leaves an invitation alone whose address was corrected, but suppresses the old address', async () => {
    const { mailId, invitation } = await sendOne({ remindAt: now + dayMs })
    await db.update(invitations).set({ address: 'v@parvis.test', emailKey: 'v@parvis.test' })
    await record([{ mailId, kind: 'bounced' }])
    expect(await suppressedAs('vera@parvis.test')).toBe('bounce')
    expect(await db.$count(invitationStops)).toBe(0)
    expect((await reread(invitation.id)).remindAt).toBe(now + dayMs)
  })

  it('leaves an accepted invitation as it is', async () => {
    const ada = await addUser(cast.ada)
    const { mailId } = await sendOne({ acceptedAt: now, acceptedBy: ada.id })
    await record([{ mailId, kind: 'complained' }])
    expect(await db.$count(invitationStops)).toBe(0)
    expect(await suppressedAs('vera@parvis.test')).toBe('complaint')
  })

  it('keeps the strongest reason: a refusal with its note stays a refusal', async () => {
    const { mailId, invitation } = await sendOne()
    const addressed = { addressHash: addressHash(keys, 'vera@parvis.test'), since: 1 }
    await db.insert(suppressions).values({ ...addressed, reason: 'refusal' })
    await db
      .insert(invitationStops)
      .values({ invitationId: invitation.id, reason: 'refused', at: 1, note: 'No' })
    await record([{ mailId, kind: 'bounced' }])
    await record([{ mailId, kind: 'unsubscribed' }])
    expect(await suppressedAs('vera@parvis.test')).toBe('refusal')
    await record([{ mailId, kind: 'complained' }])
    expect(await suppressedAs('vera@parvis.test')).toBe('complaint')
    expect(await db.select().from(invitationStops)).toMatchObject([{ reason: 'refused', note: 'No', at: 1 }])
  })

  it('told again after an administrator lifted it does not suppress again', async () => {
    const { mailId } = await sendOne()
    await record([{ mailId, kind: 'bounced' }])
    await db.delete(suppressions)
    await record([{ mailId, kind: 'bounced' }])
    expect(await db.$count(suppressions)).toBe(0)
  })

  it('is true of a mail to an account as well', async () => {
    const ada = await addUser(cast.ada)
    const mailId = await queueAccountMail(ada, 'password_reset', now)
    await record([{ mailId, kind: 'bounced' }])
    expect(await suppressedAs(cast.ada.email)).toBe('bounce')
    expect(await journal()).toEqual(['mail_bounced'])
  })
})

describe('the fuse of a batch', () => {
  it('pauses it at three bounces of a hundred, not before', async () => {
    const { batchId, mailIds } = await sendMany(100)
    await record(mailIds.slice(0, 2).map((mailId) => ({ mailId, kind: 'bounced' })))
    expect(await pauseOf(batchId)).toBeNull()
    await record(mailIds.slice(0, 3).map((mailId) => ({ mailId, kind: 'bounced' })))
    expect(await pauseOf(batchId)).toBe('bounces')
    expect((await journal()).filter((action) => action === 'batch_paused')).toHaveLength(1)
    expect(await countsOf(batchId)).toEqual({ sent: 97, bounced: 3 })
  })

  it('does not mind less than three in a hundred', async () => {
    const { batchId, mailIds } = await sendMany(134)
    await record(mailIds.slice(0, 4).map((mailId) => ({ mailId, kind: 'bounced' })))
    expect(await pauseOf(batchId)).toBeNull()
  })

  it('pauses it at the first complaint of a thousand, and says that rather than bounces', async () => {
    const { batchId, mailIds } = await sendMany(20)
    await record(mailIds.slice(0, 5).map((mailId) => ({ mailId, kind: 'bounced' })))
    await record([{ mailId: mailIds[9] ?? 0, kind: 'complained' }])
    expect(await pauseOf(batchId)).toBe('complaints')
  })

  it('counts anew after an administrator let the mails go on', async () => {
    const ada = await addUser(cast.ada)
    const { batchId, publicId, mailIds } = await sendMany(20)
    expect(await resumeBatchMails(db, publicId, ada, now)).toEqual({ outcome: 'not_paused' })
    await record(mailIds.slice(0, 3).map((mailId) => ({ mailId, kind: 'bounced' })))
    const waiting = await queueMailOf(
      await addInvitation({ batchId, address: 'w@parvis.test' }),
      'invitation',
      now,
    )
    await db
      .update(mails)
      .set({ notBefore: Date.UTC(9999, 0) })
      .where(eq(mails.id, waiting))
    const resumed = await Promise.all([1, 2].map(() => resumeBatchMails(db, publicId, ada, now)))
    expect(resumed.map(({ outcome }) => outcome).toSorted()).toEqual(['not_paused', 'resumed'])
    expect((await mailOf(waiting)).notBefore).toBe(now)
    expect(await pauseOf(batchId)).toBeNull()
    await record(mailIds.slice(0, 5).map((mailId) => ({ mailId, kind: 'bounced' })))
    expect(await pauseOf(batchId)).toBeNull()
    await record(mailIds.slice(0, 6).map((mailId) => ({ mailId, kind: 'bounced' })))
    expect(await pauseOf(batchId)).toBe('bounces')
    expect(await resumeBatchMails(db, 'nothing', ada, now)).toEqual({ outcome: 'unknown' })
    expect((await journal()).filter((action) => action === 'batch_mails_resumed')).toHaveLength(1)
  })
})

it('writes a thousand reports in two round trips', async () => {
  const { batchId, mailIds } = await sendMany(1000)
  const { db: metered, meter } = meteredDatabase()
  const kinds = ['delivered', 'delivered', 'delivered', 'bounced'] as const
  const reports = mailIds.map((mailId, n): MailReport => {
    return { mailId, kind: kinds[n % 4] ?? 'sent', recipient: undefined, at: now }
  })
  await recordReports(metered, keys, reports, settings, now)
  expect(meter.calls).toBe(2)
  expect(meter.statements).toBeLessThanOrEqual(11)
  expect(await countsOf(batchId)).toEqual({ delivered: 750, bounced: 250, sent: 0 })
})

type Told = { mailId: number; kind: ReportKind; recipient?: string }

async function record(told: Told[]): Promise<void> {
  const reports = told.map((report) => ({ recipient: undefined, at: now - 1000, ...report }))
  await recordReports(db, keys, reports, settings, now)
}

async function sendOne(given: Parameters<typeof addInvitation>[0] = {}) {
  const invitation = await addInvitation(given, now - dayMs)
  const mailId = await queueMailOf(invitation, 'invitation', now - dayMs)
  await db.update(mails).set({ state: 'sent', sentAt: now - dayMs })
  return { invitation, mailId }
}

/** A batch whose mails have all left, counted as they would be. */
async function sendMany(count: number) {
  const ada = await addUser({ email: 'batch@parvis.test', role: 'admin' })
  const batchId = await addBatchWith('', ada, now)
  const model = await addInvitation({ batchId }, now)
  await db.run(sql`insert into invitations (public_id, source, address, email_key, locale, grant_id, batch_id, code_mac, created_at, expires_at)
    select 'many' || value, 'batch', value || '@ville.test', value || '@ville.test', 'en', grant_id, batch_id, 'mac' || value, created_at, expires_at
    from invitations, (with recursive n(value) as (select 1 union all select value + 1 from n where value < ${count}) select value from n)
    where invitations.id = ${model.id}`)
  const written = await db.all<{ id: number }>(sql`insert into mails
    (dedupe_key, kind, invitation_id, address, locale, state, not_before, created_at, sent_at)
    select public_id || '/invitation/1', 'invitation', id, address, locale, 'sent', ${now}, ${now}, ${now}
    from invitations where batch_id = ${batchId} and id <> ${model.id} returning id`)
  await db.run(sql`insert into batch_mail_counts values (${batchId}, 'sent', ${count})`)
  const [batch] = await db.select().from(batches).where(eq(batches.id, batchId))
  return { batchId, publicId: batch?.publicId ?? '', mailIds: written.map(({ id }) => id) }
}

async function pauseOf(batchId: number) {
  const [batch] = await db.select().from(batches).where(eq(batches.id, batchId))
  expect(batch?.pausedAt === null).toBe(batch?.pauseReason === null)
  return batch?.pauseReason
}

async function countsOf(batchId: number) {
  const rows = await db.all<{ state: string; count: number }>(
    sql`select state, count from batch_mail_counts where batch_id = ${batchId}`,
  )
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]))
}

async function reread(id: number) {
  const [found] = await db.select().from(invitations).where(eq(invitations.id, id))
  if (!found) throw new Error('The invitation is gone')
  return found
}

async function suppressedAs(emailKey: string) {
  const hash = addressHash(keys, emailKey)
  return (await db.select().from(suppressions).where(eq(suppressions.addressHash, hash)))[0]?.reason
}
