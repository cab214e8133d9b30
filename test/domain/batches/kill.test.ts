import { createExecutionContext } from 'cloudflare:test'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { app } from '#src/app.tsx'
import { openDatabase } from '#src/db/client.ts'
import { draftBatch } from '#src/domain/batches/draft-batch.ts'
import { listBatches } from '#src/domain/batches/list-batches.ts'
import type { ReadRow } from '#src/domain/batches/row.ts'
import { rowSourceOf } from '#src/domain/batches/row-source.ts'
import type { ReceivedLetter } from '#src/domain/mails/received-letter.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { tick } from '#src/jobs/cron.ts'
import { paths } from '#src/paths.ts'
import { plainOptions, tableOf } from '#test/support/batches.ts'
import { addUser, cast, cookieOf, db, keys, settings } from '#test/support/cast.ts'
import { differences, type EndState, readEndState } from '#test/support/end-state.ts'
import { type FaultyWorld, faultyWorld, type Strike } from '#test/support/faulty.ts'
import { emptyMailbox, lettersTo } from '#test/support/mailbox.ts'
import { takeSnapshot } from '#test/support/snapshot.ts'
import { changeMeanwhile, draftTown } from '#test/support/town.ts'

const minuteMs = 60_000

let ada: Actor
let log: { mockRestore(): void }
beforeEach(async () => {
  ada = await addUser(cast.ada)
  log = vi.spyOn(console, 'error').mockImplementation(() => {})
})
afterEach(() => log.mockRestore())

/** What a batch ends in, and how many calls it took. */
type End = { state: EndState; letters: readonly string[]; calls: number; wasStruck: boolean }
type Run = (strike?: Strike) => Promise<End>

describe('a batch that is killed at any call to the database, a queue or the mailbox', () => {
  it('of 5,000 rows ends as if nothing had happened', { timeout: 300_000 }, async () => {
    const { run, close } = await prepare({ people: 5000, deliversMails: false })
    const { calls } = await everyStrike(run)
    expect(calls).toBeGreaterThan(10)
    await close()
  })

  it('has every letter in the mailbox exactly once', { timeout: 300_000 }, async () => {
    const { run, close } = await prepare({ people: 24, deliversMails: true })
    const { calls, letters } = await everyStrike(run)
    expect(letters.length).toBeGreaterThan(12)
    expect(calls).toBeGreaterThan(letters.length)
    await close()
  })
})

/** Strikes each call in turn, before and after its effect, until there is none left to strike. */
async function everyStrike(run: Run): Promise<End> {
  const whole = await run()
  for (let at = 1; ; at++) {
    for (const side of ['before', 'after'] as const) {
      const end = await run({ at, side })
      if (!end.wasStruck) {
        expect(at).toBe(whole.calls + 1)
        return whole
      }
      const where = `call ${at} struck ${side} its effect`
      expect([where, ...differences(whole.state, end.state)]).toEqual([where])
      expect([where, end.letters]).toEqual([where, whole.letters])
    }
  }
}

/** A reviewed draft with everything in it, changed meanwhile, and how to carry it out from the same beginning. */
async function prepare({ people, deliversMails }: { people: number; deliversMails: boolean }) {
  const { publicId } = await draftTown(people, ada)
  await changeMeanwhile(people, ada)
  const cookie = await cookieOf(ada)
  const snapshot = await takeSnapshot()
  const run: Run = async (strike) => {
    await snapshot.restore()
    await emptyMailbox()
    const world = faultyWorld({ ...(strike && { strike }), deliversMails })
    await confirmUntilAnswered(world, publicId, cookie)
    await resumeUntilQuiet(world, deliversMails)
    const letters = (await lettersTo()).map(inShort).sort()
    return { state: await readEndState(), letters, calls: world.calls(), wasStruck: world.wasStruck() }
  }
  return { run, close: snapshot.drop }
}

/** The clerk presses the button, and once more when the answer is an error. */
async function confirmUntilAnswered(world: FaultyWorld, publicId: string, cookie: string): Promise<void> {
  for (let attempt = 0; attempt < 2; attempt++) {
    const request = new Request(settings.origin + paths.admin.batchConfirmation(publicId), {
      method: 'POST',
      body: new URLSearchParams({ leave_out: 'on', admin: 'on' }),
      headers: { Cookie: cookie, 'Sec-Fetch-Site': 'same-origin', Origin: settings.origin },
    })
    const answer = await app.fetch(request, world.env, createExecutionContext())
    if (answer.status === 303) return
    expect(answer.status).toBe(500)
  }
  throw new Error('One failure cannot stop two attempts')
}

/** What is in the queues, then the clock as long as something waits: after one minute, after two more, four more… */
async function resumeUntilQuiet(world: FaultyWorld, deliversMails: boolean): Promise<void> {
  let now = Date.now()
  await world.workUntilEmpty(now)
  for (let minutes = 1; minutes < 64 && (await isWaiting(world, deliversMails)); minutes *= 2) {
    now += minutes * minuteMs
    await tick(world.env, now)
    await world.workUntilEmpty(now)
  }
  expect(await isWaiting(world, deliversMails)).toBe(false)
}

async function isWaiting({ posted }: FaultyWorld, deliversMails: boolean): Promise<boolean> {
  const [batch] = await db.all<{ count: number }>(
    "select count(*) as count from batches where state = 'confirmed'",
  )
  if (batch?.count !== 0) return true
  const mails = await db.all<{ id: number }>("select id from mails where state in ('queued', 'sending')")
  if (deliversMails) return mails.length > 0
  const told = new Set(posted.flatMap(({ body }) => ('mailIds' in body ? body.mailIds : [])))
  return mails.some(({ id }) => !told.has(id))
}

/** Without what depends on the hour. */
function inShort({ kind, to, locale, subject, text }: ReceivedLetter): string {
  return [kind, to, locale, subject, /\/i\/(\w+)/.exec(text)?.[1]].join(' ')
}

describe('a draft whose reading is killed', () => {
  const rows: ReadRow[] = Array.from({ length: 2500 }, (_, index) => ({
    row: index + 2,
    values: { email: index % 50 ? `p${index}@x.test` : 'bad', groups: index % 2 ? 'Sport' : '' },
  }))

  it('at any call is nobody’s and is swept, or is there as a whole', async () => {
    await addUser(cast.max)
    const whole = await draftStruck()
    expect(whole.calls).toBeGreaterThan(5)
    for (let at = 1; at <= whole.calls; at++) {
      for (const side of ['before', 'after'] as const) {
        const { seen } = await draftStruck({ at, side })
        const isLast = at === whole.calls && side === 'after'
        expect([at, side, seen]).toEqual([at, side, isLast ? 1 : 0])
        await tick(faultyWorld({ deliversMails: false }).env, Date.now() + 61 * minuteMs)
        expect(await tableOf('batches')).toHaveLength(isLast ? 1 : 0)
        expect((await tableOf('batch_chunks')).length > 0).toBe(isLast)
      }
    }
  })

  async function draftStruck(strike?: Strike) {
    await db.run('delete from batches')
    const world = faultyWorld({ ...(strike && { strike }), deliversMails: false })
    const batch = { source: 'addresses' as const, rows: rowSourceOf(rows), options: plainOptions }
    const drafting = draftBatch(openDatabase(world.env.DB), keys, batch, ada, settings, Date.now())
    const outcome = await drafting.then(
      ({ outcome }) => outcome,
      () => 'struck',
    )
    expect(outcome).toBe(strike ? 'struck' : 'drafted')
    return { calls: world.calls(), seen: (await listBatches(db)).rows.length }
  }
})
