import { expect, it } from 'vitest'
import {
  forgetOldFailures,
  forgetSignInFailures,
  freeFailures,
  recordSignInFailure,
  signInBlockedUntil,
} from '#src/domain/users/sign-in-attempts.ts'
import { db } from '#test/support/cast.ts'

const now = Date.UTC(2026, 10, 2, 9)
const email = 'nina@ville.test'
const minuteMs = 60_000
const fail = (at = now, who = email) => recordSignInFailure(db, who, at)
const blockedUntil = (at = now, who = email) => signInBlockedUntil(db, who, at)

async function failTimes(times: number, at = now) {
  for (let n = 0; n < times; n++) await fail(at)
}

it('lets a person mistype nine times', async () => {
  expect(await blockedUntil()).toBeNull()
  await failTimes(freeFailures)
  expect(await blockedUntil()).toBeNull()
})

it('asks for a second after the tenth, twice as much after each further one, a quarter of an hour at most', async () => {
  await failTimes(freeFailures)
  const waits: number[] = []
  let at = now
  for (let n = 0; n < 14; n++) {
    await fail(at)
    const until = (await blockedUntil(at)) ?? at
    waits.push((until - at) / 1000)
    expect(await blockedUntil(until - 1)).toBe(until)
    expect(await blockedUntil(until)).toBeNull()
    at = until
  }
  expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900, 900])
})

it('counts a try only where one is allowed, so that nobody prolongs the wait of another', async () => {
  await failTimes(freeFailures + 1)
  expect(await fail(now + 999)).toBe(false)
  expect(await blockedUntil(now + 999)).toBe(now + 1000)
  expect(await fail(now + 1000)).toBe(true)
  expect(await blockedUntil(now + 1000)).toBe(now + 3000)
})

it('allows ten of two hundred tries at the same moment', async () => {
  const counted = await Promise.all(Array.from({ length: 200 }, () => fail()))
  expect(counted.filter(Boolean)).toHaveLength(freeFailures + 1)
})

it('treats each address for itself, known or not', async () => {
  await failTimes(freeFailures + 1)
  expect(await blockedUntil(now, 'nobody@ville.test')).toBeNull()
  expect(await fail(now, 'nobody@ville.test')).toBe(true)
})

it('forgets after the right password, and after a day without a try', async () => {
  await failTimes(freeFailures + 1)
  await forgetSignInFailures(db, email)
  expect(await blockedUntil()).toBeNull()
  await failTimes(freeFailures + 1)
  await fail(now + 24 * 60 * minuteMs + 1000)
  expect(await blockedUntil(now + 24 * 60 * minuteMs + 1000)).toBeNull()
})

it('keeps no address that was typed more than a day ago', async () => {
  await fail(now, 'old@ville.test')
  await fail(now + 1, 'young@ville.test')
  await forgetOldFailures(db, now + 24 * 60 * minuteMs)
  expect(await db.query.signInFailures.findMany()).toMatchObject([{ email: 'young@ville.test' }])
})
