import { createExecutionContext, createScheduledController, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { eq, sql } from 'drizzle-orm'
import { describe, expect, it, vi } from 'vitest'
import { jsonList } from '#src/db/json-list.ts'
import { invitations, mailFlow, mails, wrongCodes } from '#src/db/schema/index.ts'
import { handoverMs, leaseMs } from '#src/domain/mails/mail.ts'
import worker from '#src/index.ts'
import { tick } from '#src/jobs/cron.ts'
import { addUser, cast, db } from '#test/support/cast.ts'
import { deliverWaiting, lettersTo } from '#test/support/mailbox.ts'
import { addInvitation, mailOf, queueMailOf } from '#test/support/outbox.ts'

const dayMs = 24 * 60 * 60 * 1000

describe('the first administrator', () => {
  it('is invited by mail while there is none, once', async () => {
    await tick(env, Date.now())
    await tick(env, Date.now())
    await deliverWaiting()
    expect(await lettersTo()).toMatchObject([{ kind: 'invitation', to: 'admin@parvis.example' }])
  })

  it('is not invited when the deployment names nobody, nor when an administrator exists', async () => {
    const { FIRST_ADMIN: _, ...nobody } = env
    await tick(nobody, Date.now())
    expect(await db.$count(invitations)).toBe(0)
    await addUser(cast.ada)
    await tick(env, Date.now())
    expect(await db.$count(invitations)).toBe(0)
  })
})

describe('the reminder', () => {
  it('leaves once, three days after the invitation did, however often the clock ticks', async () => {
    await addUser(cast.ada)
    const id = await queueMailOf(await addInvitation())
    await deliverWaiting()
    const sentAt = (await mailOf(id)).sentAt ?? 0
    await tick(env, sentAt + 3 * dayMs - 1)
    expect(await db.$count(mails)).toBe(1)
    await Promise.all([tick(env, sentAt + 3 * dayMs), tick(env, sentAt + 3 * dayMs)])
    await tick(env, sentAt + 13 * dayMs)
    await deliverWaiting()
    expect((await lettersTo()).map(({ kind }) => kind).sort()).toEqual(['invitation', 'reminder'])
  })

  it('goes out at once although the scheduled time lies ahead of the clock', async () => {
    await addUser(cast.ada)
    const invitation = await addInvitation({ remindAt: Date.now() + 3 * dayMs })
    await scheduled(Date.now() + 10 * dayMs)
    await expect.poll(() => lettersTo(invitation.address ?? ''), { timeout: 10_000 }).toHaveLength(1)
  })

  it('is written for everyone when more are due than one slice holds', async () => {
    await addUser(cast.ada)
    await addInvitation({ remindAt: 1 })
    const numbers = Array.from({ length: 1100 }, (_, n) => `r${n}`)
    await db.run(sql`insert into invitations
      (public_id, source, address, email_key, locale, grant_id, code_mac, created_at, expires_at, remind_at)
      select value, source, value || '@parvis.test', value || '@parvis.test', locale, grant_id, value, 1, expires_at, 1
      from invitations, ${jsonList(numbers)}`)
    await tick(env, Date.now())
    expect(await db.$count(mails, eq(mails.kind, 'reminder'))).toBe(1101)
  })
})

describe('the sweep', () => {
  it('finds a mail whose queue message was lost after two minutes, not before', async () => {
    await addUser(cast.ada)
    const now = Date.now()
    const id = await queueMailOf(await addInvitation(), 'invitation', now)
    const { withPost, posted } = recordPost()
    await tick(withPost, now + handoverMs - 1)
    expect(posted).toEqual([])
    await scheduled(now + handoverMs)
    await expect.poll(async () => (await mailOf(id)).state, { timeout: 10_000 }).toBe('sent')
    expect(await lettersTo()).toHaveLength(1)
  })

  it('hands it over once in ten minutes, so that a long queue does not fill up', async () => {
    await addUser(cast.ada)
    const now = Date.now()
    await queueMailOf(await addInvitation(), 'invitation', now)
    const { withPost, posted } = recordPost()
    await tick(withPost, now + handoverMs)
    await tick(withPost, now + handoverMs + 60_000)
    expect(posted).toHaveLength(1)
    await tick(withPost, now + handoverMs + 10 * 60_000)
    expect(posted).toHaveLength(2)
  })

  it('takes up a mail whose consumer died, once its lease is over', async () => {
    await addUser(cast.ada)
    const long = Date.now() - leaseMs
    const id = await queueMailOf(await addInvitation())
    await db.update(mails).set({ state: 'sending', attempts: 1, leaseUntil: long, notBefore: long })
    await scheduled(Date.now())
    await expect.poll(async () => (await mailOf(id)).state, { timeout: 10_000 }).toBe('sent')
  })
})

describe('the clock', () => {
  it('notes that it works, and opens mail again when the transport would take letters', async () => {
    await addUser(cast.ada)
    const now = Date.now()
    await queueMailOf(await addInvitation())
    await db.insert(mailFlow).values({ id: 1, closedAt: now, reason: 'failing', probeAt: now + 60_000 })
    await tick(env, now + 59_999)
    expect(await db.select().from(mailFlow)).toMatchObject([{ reason: 'failing', tickedAt: now + 59_999 }])
    await Promise.all([tick(env, now + 60_000), tick(env, now + 60_000)])
    expect(await db.select().from(mailFlow)).toMatchObject([{ reason: null, tickedAt: now + 60_000 }])
    await tick(env, now + handoverMs + 1000)
    await expect.poll(() => lettersTo(), { timeout: 10_000 }).toHaveLength(1)
  })
})

describe('when a part fails', () => {
  it('the others still work, and the log names no address', async () => {
    await addUser(cast.ada)
    await addInvitation({ remindAt: 1 })
    const log = vi.spyOn(console, 'error').mockImplementation(() => {})
    await db.run('alter table batches rename to mislaid')
    await tick(env, Date.now())
    await db.run('alter table mislaid rename to batches')
    expect(await db.$count(mails, eq(mails.kind, 'reminder'))).toBe(1)
    const lines = log.mock.calls.map(([line]) => String(line)).join('\n')
    log.mockRestore()
    expect(lines).toContain('resumeBatches')
    expect(lines).toContain('no such table')
    expect(lines).not.toContain('vera@')
  })
})

/** As the runtime calls the worker. */
async function scheduled(time: number) {
  const ctx = createExecutionContext()
  await worker.scheduled(createScheduledController({ scheduledTime: time, cron: '* * * * *' }), env)
  await waitOnExecutionContext(ctx)
}

/** The worker's environment with a queue that only remembers. */
function recordPost() {
  const posted: unknown[] = []
  const sendBatch = async (messages: unknown[]) => posted.push(...messages)
  return { posted, withPost: { ...env, MAILS: { sendBatch } } as unknown as typeof env } // -- only sendBatch is used
}

describe('wrong letter codes', () => {
  it('are forgotten by the clock', async () => {
    const now = Date.now()
    const old = { count: 3, lastAt: now - 2 * dayMs, blockedUntil: 0 }
    await db.insert(wrongCodes).values([
      { ...old, client: 'old' },
      { ...old, client: 'recent', lastAt: now },
    ])
    await tick(env, now)
    expect(await db.select({ client: wrongCodes.client }).from(wrongCodes)).toEqual([{ client: 'recent' }])
  })
})
