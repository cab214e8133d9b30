import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { FaultMode } from '#scripts/fake-mail/faults.ts'
import { mailFlow } from '#src/db/schema/index.ts'
import { leaseMs } from '#src/domain/mails/mail.ts'
import type { Env, MailsMessage } from '#src/env.ts'
import { tick } from '#src/jobs/cron.ts'
import { workThrough } from '#src/jobs/queue.ts'
import { addUser, cast, db } from '#test/support/cast.ts'
import { fakeLetters, fakeMode, mailChannelsEnv, repairFake, resetFake } from '#test/support/fake-mail.ts'
import { mailOf, queueMany } from '#test/support/outbox.ts'

const now = Date.now()
const minute = 60 * 1000

beforeEach(async () => {
  await resetFake()
  vi.spyOn(console, 'error').mockImplementation(() => {})
  await addUser(cast.ada)
})

afterEach(() => vi.restoreAllMocks())

describe('a provider that refuses our key', () => {
  it('closes mail: everything waits, no try is lost, and after the repair every letter leaves, once', async () => {
    const ids = await queueMany(30, now)
    const { world, work } = ourWorld()
    await fakeMode('forbidden', { on: 'any' })
    await work(ids, now)
    expect(await flow()).toMatchObject({ closedAt: now, reason: 'forbidden' })
    await tick(world, now + minute)
    expect(await flow()).toMatchObject({ reason: 'forbidden', probes: 1 })
    for (const id of ids) expect(await mailOf(id)).toMatchObject({ state: 'queued', attempts: 0, doubts: 0 })
    await repairFake()
    await tick(world, now + 2 * minute)
    expect((await flow())?.reason).toBe('forbidden')
    await tick(world, now + 3 * minute)
    await work([], now + 3 * minute)
    expect(await flow()).toMatchObject({ reason: null, closedAt: null, failures: 0 })
    await everyLetterOnce(ids)
  })
})

describe('a provider that fails', () => {
  it('closes mail after five in a row, and soon after the repair every letter has left, once', async () => {
    const ids = await queueMany(30, now)
    const { world, work } = ourWorld()
    await fakeMode('unavailable', { on: 'any' })
    let at = now
    for (await work(ids, at); at < now + 12 * minute; at += minute) {
      await tick(world, at)
      await work([], at)
    }
    expect(await flow()).toMatchObject({ reason: 'failing' })
    await repairFake()
    for (const end = at + 20 * minute; at < end; at += minute) {
      await tick(world, at)
      await work([], at)
    }
    await everyLetterOnce(ids)
  })

  it.each(['reset_before', 'truncated_after'] as FaultMode[])(
    'without saying whether a letter has left costs at most a second one: %s',
    async (mode) => {
      const ids = await queueMany(3, now)
      const { work } = ourWorld()
      await fakeMode(mode, { times: 3 })
      await work(ids, now)
      await work(ids, now + leaseMs - 1)
      for (const id of ids) expect(await mailOf(id)).toMatchObject({ state: 'sending', doubts: 1 })
      await work(ids, now + leaseMs)
      for (const id of ids) expect((await mailOf(id)).state).toBe('sent')
      expect(await fakeLetters()).toHaveLength(mode === 'truncated_after' ? 6 : 3)
    },
  )
})

/** A platform that writes through the fake MailChannels, with a queue that is carried by hand. */
function ourWorld() {
  const waiting: MailsMessage[] = []
  const sendBatch = async (messages: { body: MailsMessage }[]) => {
    waiting.push(...messages.map(({ body }) => body))
  }
  const world = mailChannelsEnv({ MAILS: { sendBatch } } as unknown as Partial<Env>) // -- only sendBatch is used
  async function work(mailIds: number[], at: number) {
    if (mailIds.length > 0) waiting.push({ mailIds })
    for (let body = waiting.shift(); body; body = waiting.shift()) {
      const message = { body, attempts: 1, ack: () => {}, retry: () => {} }
      const batch = { queue: 'parvis-mails', messages: [message] }
      await workThrough(batch as unknown as Parameters<typeof workThrough>[0], world, () => at) // -- what the consumer uses
    }
  }
  return { world, work }
}

async function everyLetterOnce(ids: number[]) {
  for (const id of ids) expect((await mailOf(id)).state).toBe('sent')
  const letters = await fakeLetters()
  expect(letters).toHaveLength(ids.length)
  expect(new Set(letters.map(({ campaignId }) => campaignId)).size).toBe(ids.length)
}

async function flow() {
  const [row] = await db.select().from(mailFlow)
  return row
}
