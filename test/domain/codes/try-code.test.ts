import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { events, wrongCodeHours, wrongCodes } from '#src/db/schema/index.ts'
import { deriveLetterCode } from '#src/domain/codes/code.ts'
import { forgetOldWrongCodes } from '#src/domain/codes/forget-wrong-codes.ts'
import { hourOf } from '#src/domain/codes/hour.ts'
import {
  clientForgottenMs,
  firstWaitMs,
  letterCodeBits,
  liveCodesMax,
  waitMaxMs,
  wrongPerClientFree,
  wrongPerHourKept,
  wrongPerHourMax,
  wrongPerHourTold,
} from '#src/domain/codes/limits.ts'
import { tryCode } from '#src/domain/codes/try-code.ts'
import { dayMs, hourMs } from '#src/domain/time/day.ts'
import { addUser, cast, db, keys } from '#test/support/cast.ts'
import { now } from '#test/support/invitations.ts'
import { makeLetterCode } from '#test/support/letter-codes.ts'

const wrong = (number: number) => deriveLetterCode(keys, `nobody-${number}`, 1)
const outcomeOf = async (code: string, network: string, at = now) =>
  (await tryCode(db, keys, { code, network }, at)).outcome
const counted = () => db.select().from(wrongCodeHours)

/** As if so many wrong ones had been typed in this hour, each by somebody else. */
const typedThisHour = (count: number, at = now) =>
  db.insert(wrongCodeHours).values({ hour: hourOf(at), count })

/** How these came out, of which there may be many at once. */
async function outcomesOf(tries: Promise<string>[]): Promise<Record<string, number>> {
  const outcomes: Record<string, number> = {}
  for (const outcome of await Promise.all(tries)) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
  return outcomes
}

describe('a code that is tried', () => {
  it('is known or not; only a wrong one counts, for its client and for the hour', async () => {
    const { code } = await makeLetterCode(await addUser(cast.ada))
    for (let time = 0; time < 20; time++) expect(await outcomeOf(code, 'a')).toBe('known')
    expect([await counted(), await db.select().from(wrongCodes)]).toEqual([[], []])
    expect(await outcomeOf(wrong(1), 'a')).toBe('unknown')
    expect(await counted()).toEqual([{ hour: hourOf(now), count: 1 }])
    expect(await db.select().from(wrongCodes)).toMatchObject([{ count: 1, lastAt: now, blockedUntil: 0 }])
  })

  it('is known also when it was used or has expired: its holder is told so', async () => {
    const { code, expiresAt } = await makeLetterCode(await addUser(cast.ada))
    expect(await outcomeOf(code, 'a', expiresAt + 1)).toBe('known')
  })

  it('leaves neither the code nor the address of the client behind', async () => {
    await outcomeOf(wrong(1), '192.0.2.7')
    const kept = JSON.stringify([await db.select().from(wrongCodes), await counted()])
    for (const secret of ['192.0.2.7', wrong(1)]) expect(kept).not.toContain(secret)
  })
})

describe('a client with wrong codes', () => {
  it('has some free ones, then waits twice as long each time, up to a bound, and is not told anything meanwhile', async () => {
    const { code } = await makeLetterCode(await addUser(cast.ada))
    for (let number = 1; number <= wrongPerClientFree; number++)
      expect(await outcomeOf(wrong(number), 'a')).toBe('unknown')
    let at = now
    for (let wait = firstWaitMs; wait < 8 * waitMaxMs; wait *= 2) {
      const until = at + Math.min(wait, waitMaxMs)
      for (const typed of [wrong(99), code])
        expect(await tryCode(db, keys, { code: typed, network: 'a' }, until - 1)).toEqual({
          ...{ outcome: 'blocked', until },
        })
      at = until
      expect(await outcomeOf(wrong(99), 'a', at)).toBe('unknown')
    }
  })

  it('does not make others wait, and a right code does not end the count', async () => {
    const { code } = await makeLetterCode(await addUser(cast.ada))
    for (let number = 1; number < wrongPerClientFree; number++) await outcomeOf(wrong(number), 'a')
    expect(await outcomeOf(code, 'a')).toBe('known')
    await outcomeOf(wrong(99), 'a')
    expect([await outcomeOf(code, 'a'), await outcomeOf(code, 'b')]).toEqual(['blocked', 'known'])
  })

  it('is like any other after a day without one', async () => {
    for (let number = 1; number <= wrongPerClientFree; number++) await outcomeOf(wrong(number), 'a')
    const later = now + clientForgottenMs
    expect(await outcomeOf(wrong(99), 'a', later)).toBe('unknown')
    expect(await db.select().from(wrongCodes)).toMatchObject([{ count: 1, blockedUntil: 0 }])
  })

  it('typing fifty at once has its free ones looked up and no more', async () => {
    const tries = Array.from({ length: 50 }, (_, number) => outcomeOf(wrong(number), 'a'))
    expect(await outcomesOf(tries)).toEqual({
      unknown: wrongPerClientFree,
      blocked: 50 - wrongPerClientFree,
    })
    expect(await counted()).toMatchObject([{ count: wrongPerClientFree }])
  })
})

describe('wrong codes from many addresses', () => {
  it('count fifty when fifty are typed at once', async () => {
    const tries = Array.from({ length: 50 }, (_, number) => outcomeOf(wrong(number), `client ${number}`))
    expect(await outcomesOf(tries)).toEqual({ unknown: 50 })
    expect(await counted()).toMatchObject([{ count: 50 }])
    expect(await db.select().from(wrongCodes)).toHaveLength(50)
  })

  it('meet the cap of the platform exactly, and a right code is not looked up beyond it either', async () => {
    const { code } = await makeLetterCode(await addUser(cast.ada))
    await typedThisHour(wrongPerHourMax - 20)
    const tries = Array.from({ length: 50 }, (_, number) => outcomeOf(wrong(number), `client ${number}`))
    expect(await outcomesOf(tries)).toEqual({ unknown: 20, blocked: 30 })
    expect(await counted()).toMatchObject([{ count: wrongPerHourMax }])
    const next = (hourOf(now) + 1) * hourMs
    expect(await tryCode(db, keys, { code, network: 'fresh' }, now)).toEqual({
      outcome: 'blocked',
      until: next,
    })
    expect(await outcomeOf(code, 'fresh', next)).toBe('known')
  })

  it('leave a part to clients that have typed no wrong one lately', async () => {
    const { code } = await makeLetterCode(await addUser(cast.ada))
    await outcomeOf(wrong(1), 'guesser')
    await db.run(sql`update wrong_code_hours set count = ${wrongPerHourMax - wrongPerHourKept}`)
    expect([await outcomeOf(code, 'guesser'), await outcomeOf(code, 'fresh')]).toEqual(['blocked', 'known'])
    expect(await outcomeOf(wrong(2), 'fresh')).toBe('unknown')
    expect(await outcomeOf(code, 'fresh')).toBe('blocked')
  })

  it('are told in the journal once an hour, from a number on', async () => {
    await typedThisHour(wrongPerHourTold - 2)
    await outcomeOf(wrong(0), 'first')
    expect(await db.select().from(events)).toEqual([])
    await outcomesOf(Array.from({ length: 20 }, (_, number) => outcomeOf(wrong(number), `client ${number}`)))
    const [told, ...more] = await db.select().from(events)
    expect(more).toEqual([])
    expect(told).toMatchObject({ action: 'code_guessing_noticed', subjectType: 'platform', actorId: null })
  })

  it('succeed less than once in a million years of guessing day and night', () => {
    const triesPerYear = wrongPerHourMax * 24 * 365.25
    expect((liveCodesMax * triesPerYear) / 2 ** letterCodeBits).toBeLessThan(1e-6)
  })
})

describe('what was typed wrong', () => {
  it('is forgotten: clients after a day, the numbers of hours after ninety', async () => {
    await outcomeOf(wrong(1), 'early', now - 100 * dayMs)
    await outcomeOf(wrong(2), 'yesterday', now - clientForgottenMs)
    await outcomeOf(wrong(3), 'lately', now - clientForgottenMs + 1)
    await forgetOldWrongCodes(db, now)
    expect(await db.select().from(wrongCodes)).toHaveLength(1)
    expect(await counted()).toHaveLength(1)
  })
})
