import { env } from 'cloudflare:workers'
import { eq, sql } from 'drizzle-orm'
import { describe, expect, it, vi } from 'vitest'
import { invitations, mailFlow, mails, users } from '#src/db/schema/index.ts'
import { leaseMs } from '#src/domain/mails/mail.ts'
import { postMails } from '#src/domain/mails/post-mails.ts'
import { deliverMails } from '#src/jobs/deliver-mails.ts'
import { openHouse } from '#src/jobs/house.ts'
import { addUser, cast, db } from '#test/support/cast.ts'
import { bring, deliver, lettersTo } from '#test/support/mailbox.ts'
import { addBatchWith, addInvitation, mailOf, queueAccountMail, queueMailOf } from '#test/support/outbox.ts'

const dayMs = 24 * 60 * 60 * 1000

describe('a mail that leaves', () => {
  it('is in the mailbox, recorded as sent, and sets the reminder three days later', async () => {
    const invitation = await addInvitation()
    const id = await queueMailOf(invitation)
    const result = await deliver([id])
    expect(result.explicitAcks).toEqual(['m0'])
    expect(await lettersTo('vera@parvis.test')).toMatchObject([{ kind: 'invitation', locale: 'en' }])
    const mail = await mailOf(id)
    expect(mail).toMatchObject({ state: 'sent', attempts: 1, leaseUntil: null, lastError: null })
    expect(mail.providerId).toMatch(/^\d{10}$/)
    expect(await remindAtOf(invitation.id)).toBe((mail.sentAt ?? 0) + 3 * dayMs)
  })

  it('sets no reminder for a registration, nor for one reminded already', async () => {
    const registration = await addInvitation({ source: 'registration' })
    const reminded = await addInvitation({ address: 'wim@parvis.test', remindedAt: 1 })
    await deliver([await queueMailOf(registration, 'registration'), await queueMailOf(reminded)])
    expect(await lettersTo()).toHaveLength(2)
    expect([await remindAtOf(registration.id), await remindAtOf(reminded.id)]).toEqual([null, null])
  })

  it('tells who invites and the message: their own, else that of the batch', async () => {
    const ada = await addUser(cast.ada)
    const batchId = await addBatchWith('To everyone', ada)
    const common = { batchId, inviterId: ada.id }
    const own = await addInvitation({ ...common, address: 'own@parvis.test', message: 'Only to you' })
    const other = await addInvitation({ ...common, address: 'other@parvis.test' })
    await deliver([await queueMailOf(own), await queueMailOf(other)])
    const [toOwn] = await lettersTo('own@parvis.test')
    const [toOther] = await lettersTo('other@parvis.test')
    expect(toOwn?.subject).toBe('Ada Martin invites you to Parvis')
    expect(toOwn?.text).toContain('Message from Ada Martin\n\n> Only to you\n')
    expect(toOwn?.text).not.toContain('To everyone')
    expect(toOther?.text).toContain('> To everyone\n')
  })

  it('goes through the real queue', async () => {
    const id = await queueMailOf(await addInvitation())
    await postMails(env.MAILS, [id])
    await expect.poll(() => lettersTo(), { timeout: 10_000 }).toHaveLength(1)
    await expect.poll(async () => (await mailOf(id)).state).toBe('sent')
  })

  it('leaves its code in the mailbox only, nowhere in the database', async () => {
    const invitation = await addInvitation()
    const max = await addUser(cast.max)
    await deliver([await queueMailOf(invitation), await queueAccountMail(max, 'password_reset')])
    const token = /password\/reset\/([^?\s]+)/.exec((await lettersTo(max.email))[0]?.text ?? '')?.[1]
    const dump = await dumpDatabase()
    expect((await lettersTo('vera@parvis.test'))[0]?.text).toContain(invitation.code)
    expect(token).toMatch(/^\w{24}$/)
    expect(dump).toContain(invitation.publicId)
    expect(dump).not.toContain(invitation.code)
    expect(dump).not.toContain(invitation.code.slice(0, 8))
    expect(dump).not.toContain(token)
  })

  it('may have been written at a later hour than now, and need not wait for the sweep', async () => {
    const invitation = await addInvitation()
    await deliver([await queueMailOf(invitation, 'reminder', Date.now() + 10 * dayMs)])
    expect(await lettersTo()).toMatchObject([{ kind: 'reminder' }])
  })
})

describe('a mail that came too late', () => {
  it.each([
    ['accepted', { acceptedAt: 1 }],
    ['expired', { expiresAt: Date.now() - 1 }],
  ])('is cancelled when its invitation is %s', async (_, change) => {
    const ada = await addUser(cast.ada)
    const accepted = 'acceptedAt' in change && { acceptedBy: ada.id }
    const id = await queueMailOf(await addInvitation({ ...change, ...accepted }))
    await deliver([id])
    expect(await mailOf(id)).toMatchObject({ state: 'cancelled', attempts: 0, sentAt: null })
    expect(await lettersTo()).toEqual([])
  })

  it('is cancelled when its invitation or account is gone', async () => {
    const invitation = await addInvitation()
    const max = await addUser(cast.max)
    const ids = [
      await queueMailOf(invitation),
      await queueMailOf(invitation, 'reminder'),
      await queueAccountMail(max, 'account_exists'),
    ]
    await db.delete(invitations).where(eq(invitations.id, invitation.id))
    await db.delete(users).where(eq(users.id, max.id))
    await deliver(ids)
    for (const id of ids) expect((await mailOf(id)).state).toBe('cancelled')
    expect(await lettersTo()).toEqual([])
  })

  it('fails honestly when nobody can tell what it says', async () => {
    const max = await addUser(cast.max)
    const id = await queueAccountMail(max, 'batch_done')
    await deliver([id])
    expect(await mailOf(id)).toMatchObject({ state: 'failed', lastError: 'unwritable' })
  })
})

describe('a mail that is brought more than once', () => {
  it('arrives once, however often its message is delivered', async () => {
    const id = await queueMailOf(await addInvitation())
    await bring('parvis-mails', { mailIds: [id] }, { mailIds: [id, id] }, { mailIds: [id] })
    await deliver([id])
    expect(await lettersTo()).toHaveLength(1)
    expect((await mailOf(id)).attempts).toBe(1)
  })

  it('arrives once when five consumers reach for it at the same time', async () => {
    const ids: number[] = []
    for (let n = 0; n < 20; n++)
      ids.push(await queueMailOf(await addInvitation({ address: `v${n}@parvis.test` })))
    await Promise.all([1, 2, 3, 4, 5].map(() => deliver(ids)))
    const letters = await lettersTo()
    expect(letters).toHaveLength(20)
    expect(new Set(letters.map((letter) => letter.to)).size).toBe(20)
  })

  it('is left alone while a lease runs, and taken up when it is over', async () => {
    const now = Date.now()
    const id = await queueMailOf(await addInvitation())
    await db.update(mails).set({ state: 'sending', attempts: 1, leaseUntil: now + leaseMs })
    await deliverMails(await openHouse(env), [id], now + leaseMs - 1)
    expect(await lettersTo()).toEqual([])
    await deliverMails(await openHouse(env), [id], now + leaseMs)
    expect(await lettersTo()).toHaveLength(1)
    expect(await mailOf(id)).toMatchObject({ state: 'sent', attempts: 2 })
  })
})

describe('when something breaks', () => {
  it('a letter that cannot be written fails alone, and its reason names nobody', async () => {
    const good = await queueMailOf(await addInvitation())
    const max = await addUser(cast.max)
    const bad = await queueAccountMail({ ...max, email: 'old@parvis.test' }, 'password_reset')
    await deliver([bad, good])
    expect(await lettersTo()).toMatchObject([{ to: 'vera@parvis.test' }])
    expect(await mailOf(bad)).toMatchObject({ state: 'failed', lastError: 'unwritable' })
  })

  it('before the handing over, the mails are given back as they were, and the message comes again', async () => {
    const id = await queueMailOf(await addInvitation())
    const broken = { ...env, MAILBOX: undefined }
    const house = await openHouse(broken as unknown as typeof env) // -- what a deployment without a mailbox has
    await expect(deliverMails(house, [id], Date.now())).rejects.toThrow()
    expect(await mailOf(id)).toMatchObject({ state: 'queued', attempts: 0, doubts: 0, leaseUntil: null })
  })

  it('while handing over, nobody knows what left: the mails wait ten minutes and are tried once more', async () => {
    const id = await queueMailOf(await addInvitation())
    const now = Date.now()
    const log = vi.spyOn(console, 'error').mockImplementation(() => {})
    for (const at of [now, now + leaseMs, now + 2 * leaseMs]) await deliverMails(await fullHouse(), [id], at)
    log.mockRestore()
    expect(await mailOf(id)).toMatchObject({ state: 'failed', lastError: 'unknown', attempts: 2 })
    expect(await db.select().from(mailFlow)).toMatchObject([{ failures: 2, closedAt: null }])
  })

  it('a message that is none is retried, for the dead letters, and the others are done', async () => {
    const id = await queueMailOf(await addInvitation())
    const result = await bring('parvis-mails', { nonsense: true }, { mailIds: [id] })
    expect(result.explicitAcks).toEqual(['m1'])
    expect(result.retryMessages.map(({ msgId }) => msgId)).toEqual(['m0'])
    expect(await lettersTo()).toHaveLength(1)
  })
})

/** A house whose mailbox takes nothing. */
async function fullHouse() {
  const put = async () => {
    throw new Error('full')
  }
  return openHouse({ ...env, MAILBOX: { put } } as unknown as typeof env) // -- only put is used
}

async function remindAtOf(id: number) {
  const [row] = await db
    .select({ remindAt: invitations.remindAt })
    .from(invitations)
    .where(eq(invitations.id, id))
  return row?.remindAt
}

async function dumpDatabase(): Promise<string> {
  const tables = await db.all<{ name: string }>(
    sql`select name from sqlite_master where type = 'table' and name not like '\_cf%' escape '\\'`,
  )
  const rows = await Promise.all(tables.map(({ name }) => db.all(sql`select * from ${sql.identifier(name)}`)))
  return JSON.stringify(rows)
}
