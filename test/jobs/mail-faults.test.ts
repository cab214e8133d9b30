import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Actor } from '#src/domain/users/user.ts'
import { addUser, cast, cookieOf } from '#test/support/cast.ts'
import { resetFake } from '#test/support/fake-mail.ts'
import type { Strike } from '#test/support/faulty.ts'
import { type MailFlow, mailFlows } from '#test/support/mail-flows.ts'
import { findProblems } from '#test/support/mail-proof.ts'
import { mailWorld, resumeUntilQuiet } from '#test/support/mail-world.ts'
import { takeSnapshot } from '#test/support/snapshot.ts'

let house: { ada: Actor; cookie: string }
beforeEach(async () => {
  await resetFake()
  vi.spyOn(console, 'error').mockImplementation(() => {})
  const ada = await addUser(cast.ada)
  await addUser(cast.max)
  house = { ada, cookie: await cookieOf(ada) }
})
afterEach(() => vi.restoreAllMocks())

describe('one call to database, queue or provider fails, before or after its effect; messages come three times', () => {
  it.each(Object.entries(mailFlows))('%s', { timeout: 120_000 }, async (_, prepare) => {
    const flow = await prepare(house)
    const snapshot = await takeSnapshot()
    for (let at = 0; ; at++) {
      const sides = at === 0 ? [undefined] : (['before', 'after'] as const)
      const ends = []
      for (const side of sides) {
        await snapshot.restore()
        ends.push(await run(flow, side && { at, side }))
      }
      if (at > 0 && !ends.some(({ wasStruck }) => wasStruck)) break
    }
    await snapshot.drop()
  })
})

/** What somebody does, what follows from it, and what is wrong then. */
async function run(flow: MailFlow, strike: Strike | undefined) {
  await resetFake()
  const world = mailWorld(strike)
  const start = Date.now()
  const mostAsked = await flow.act(world, start)
  await resumeUntilQuiet(world, start)
  world.close()
  const isUnknown = world.struck() === 'provider' && strike?.side === 'after'
  const problems = await findProblems({ expected: flow.expected, mostTimes: isUnknown ? 2 : 1, mostAsked })
  const where = strike
    ? `${world.struck()}, call ${strike.at} struck ${strike.side} its effect`
    : 'not struck'
  expect([where, ...problems]).toEqual([where])
  return { wasStruck: world.wasStruck(), calls: world.calls() }
}
