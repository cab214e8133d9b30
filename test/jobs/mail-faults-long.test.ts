import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Fault } from '#scripts/fake-mail/faults.ts'
import { dayMs } from '#src/domain/time/day.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { tick } from '#src/jobs/cron.ts'
import { confirm, draft, rowsOf } from '#test/support/batches.ts'
import { addUser, cast, cookieOf, db } from '#test/support/cast.ts'
import { fakeMode, repairFake, resetFake } from '#test/support/fake-mail.ts'
import { closeMail } from '#test/support/mail-flow.ts'
import { mailFlows } from '#test/support/mail-flows.ts'
import { findProblems } from '#test/support/mail-proof.ts'
import { isWaiting, type MailWorld, mailWorld, minuteMs, tickTwice } from '#test/support/mail-world.ts'
import {
  addBatchWith,
  addInvitation,
  queueAccountMail,
  queueMailOf,
  queueMany,
} from '#test/support/outbox.ts'

let ada: Actor
let max: Actor
beforeEach(async () => {
  await resetFake()
  vi.spyOn(console, 'error').mockImplementation(() => {})
  ada = await addUser(cast.ada)
  max = await addUser(cast.max)
})
afterEach(() => vi.restoreAllMocks())

describe('a provider that is down for half an hour, while thirty mails wait', () => {
  it.each([
    ['says 500', 1, { mode: 'error_text' }],
    ['says 502', 1, { mode: 'bad_gateway' }],
    ['says 503', 1, { mode: 'unavailable' }],
    ['says 429', 1, { mode: 'too_many' }],
    ['says 403', 1, { mode: 'forbidden' }],
    ['says that the plan is used up', 1, { mode: 'quota' }],
    ['says 504', 2, { mode: 'gateway_timeout' }],
    ['cuts the connection before it takes a letter', 2, { mode: 'reset_before' }],
    ['cuts it afterwards', 2, { mode: 'reset_after' }],
    ['breaks off its answer', 2, { mode: 'truncated_after' }],
    ['does not answer', 2, { mode: 'hang_after', ms: 20 }],
  ] as [string, number, Fault][])('%s', async (_, mostTimes, fault) => {
    const expected = await thirtyThrough({ on: 'any', ...fault })
    expect(await findProblems({ expected, mostTimes, mostAsked: 1 })).toEqual([])
  })

  it('says that it works, and cuts off every letter: nobody gets a third, and few are given up', async () => {
    const expected = await thirtyThrough({ mode: 'reset_after', on: 'send' })
    expect(await findProblems({ expected, mostTimes: 2, mostAsked: 1, mayFail: true })).toEqual([])
    expect((await failedMails()).length).toBeLessThanOrEqual(5)
  })
})

function failedMails() {
  return db.all<{ id: number }>("select id from mails where state = 'failed'")
}

/** Thirty mails while it is down, and an hour after the repair: whose letters should have left. */
async function thirtyThrough(fault: Fault): Promise<string[]> {
  const start = Date.now()
  const mailIds = await queueMany(30, start, { batchId: await addBatchWith('', ada) })
  await fakeMode(fault.mode, fault)
  const world = mailWorld()
  await world.env.MAILS.sendBatch([{ body: { mailIds } }])
  await world.workUntilEmpty(start)
  const repairedAt = await clockFor(world, start, 30)
  await repairFake()
  await clockFor(world, repairedAt, 60)
  world.close()
  return mailIds.map((_, n) => `invitation ${n}@many.test`)
}

/** The clock and the queues for so many minutes, or until nothing waits. */
async function clockFor(world: MailWorld, start: number, minutes: number): Promise<number> {
  let now = start
  while (now < start + minutes * minuteMs && (await isWaiting(now))) {
    now += minuteMs
    await tick(world.env, now)
    await world.workUntilEmpty(now)
  }
  return now
}

describe('a queue that takes nothing for half an hour', () => {
  it('delays letters, and loses none', async () => {
    const cookie = await cookieOf(ada)
    const prepare = mailFlows['a batch that is confirmed, with its summary']
    if (!prepare) throw new Error('There is no such flow')
    const { act, expected } = await prepare({ ada, cookie })
    const world = mailWorld()
    const start = Date.now()
    const { MAILS, SLICES } = world.env
    const refuse = () => Promise.reject(new Error('The queue is down'))
    Object.assign(world.env, { MAILS: { sendBatch: refuse }, SLICES: { send: refuse } })
    await act(world, start)
    const upAt = await clockFor(world, start, 30)
    Object.assign(world.env, { MAILS, SLICES })
    await clockFor(world, upAt, 60)
    world.close()
    expect(await findProblems({ expected, mostTimes: 1, mostAsked: 1 })).toEqual([])
  })
})

describe('a clock that was missed for ten days', () => {
  it('makes up for it once: what nobody wants any more stays, the rest leaves', async () => {
    const start = Date.now()
    const expected = await leaveBehind(start)
    const world = mailWorld()
    const now = start + 10 * dayMs
    await tickTwice(world, now)
    await tickTwice(world, now)
    await world.workUntilEmpty(now)
    await clockFor(world, now, 60)
    world.close()
    expect(await findProblems({ expected, mostTimes: 1, mostAsked: 1 })).toEqual([])
  })
})

/** All that waits when the clock stops: answers with what should come of it ten days later. */
async function leaveBehind(start: number): Promise<string[]> {
  const { publicId } = await draft(rowsOf('slice@parvis.test', 'lost@parvis.test'), ada, {}, start)
  await confirm(publicId, ada, start)
  const open = await addInvitation({ address: 'open@parvis.test' }, start)
  const over = await addInvitation({ address: 'over@parvis.test', expiresAt: start + 5 * dayMs }, start)
  for (const invitation of [open, over]) await queueMailOf(invitation, 'invitation', start)
  await queueAccountMail(max, 'password_reset', start)
  const due = { remindAt: start + 2 * dayMs }
  await addInvitation({ address: 'due@parvis.test', ...due }, start)
  await addInvitation({ address: 'too.late@parvis.test', ...due, expiresAt: start + 8 * dayMs }, start)
  await closeMail('failing')
  return [
    ...['slice', 'lost', 'open'].map((name) => `invitation ${name}@parvis.test`),
    ...['reminder due@parvis.test', 'password_reset max@parvis.test', 'batch_done ada@parvis.test'],
  ]
}
