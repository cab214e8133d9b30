import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { app } from '#src/app.tsx'
import type { BulkKind } from '#src/domain/bulk-actions/bulk-action.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { tick } from '#src/jobs/cron.ts'
import { paths } from '#src/paths.ts'
import { bulkAction, draftBulk } from '#test/support/bulk.ts'
import { addUser, cast, cookieOf, db, settings } from '#test/support/cast.ts'
import { type FaultyWorld, faultyWorld, type Strike } from '#test/support/faulty.ts'
import { queueMany } from '#test/support/outbox.ts'
import { takeSnapshot } from '#test/support/snapshot.ts'

const minuteMs = 60_000
const now = Date.now()
const before = now - 2 * 24 * 60 * minuteMs

let ada: Actor
beforeEach(async () => {
  ada = await addUser(cast.ada)
  vi.spyOn(console, 'error').mockImplementation(() => {})
})
afterEach(() => vi.restoreAllMocks())

describe('an act in bulk that is struck at any call to the database or a queue, its messages coming three times', () => {
  it.each([
    ['send_again', 1100],
    ['remind', 520],
    ['extend', 520],
    ['delete', 520],
  ] as const)(
    '%s ends as if nothing had happened',
    async (kind, count) => {
      const run = await prepare(kind, count)
      const whole = await run.once()
      for (let at = 1; ; at++) {
        const ends = [await run.once({ at, side: 'before' }), await run.once({ at, side: 'after' })]
        if (ends.every(({ wasStruck }) => !wasStruck)) break
        for (const end of ends) expect([at, end.state]).toEqual([at, whole.state])
        expect(at).toBeLessThan(200)
      }
      await run.close()
    },
    300_000,
  )

  it('sends 12,000 again, each one mail, with a crash in the middle', async () => {
    const run = await prepare('send_again', 12_000)
    const { state, posted } = await run.once({ at: 60, side: 'after' })
    expect(state).toMatchObject({ action: { state: 'done', doneCount: 12_000, skipped: '{}' } })
    expect(state.mails).toEqual([
      { kind: 'invitation', state: 'cancelled', number: 12_000, people: 12_000 },
      { kind: 'invitation', state: 'queued', number: 12_000, people: 12_000 },
    ])
    expect(posted).toBeGreaterThan(11_000)
    await run.close()
  }, 120_000)
})

/** A draft over so many invitations, some of which have changed since, and how to carry it out from the same beginning. */
async function prepare(kind: BulkKind, count: number) {
  await queueMany(count, before)
  if (kind === 'remind') await db.run(sql`update mails set state = 'sent'`)
  const { publicId } = await draftBulk(kind, ada, { days: 300, now })
  if (count < 12_000) await changeMeanwhile()
  const cookie = await cookieOf(ada)
  const snapshot = await takeSnapshot()
  const once = async (strike?: Strike) => {
    await snapshot.restore()
    const world = faultyWorld({ ...(strike && { strike }), deliversMails: false, deliversThrice: true })
    await confirmUntilAnswered(world, publicId, cookie, count)
    await world.workUntilEmpty(now)
    for (const minutes of [3, 6, 9]) {
      if ((await bulkAction(publicId)).state === 'done') break
      await tick(world.env, now + minutes * minuteMs).catch(() => {})
      await world.workUntilEmpty(now + minutes * minuteMs)
    }
    const posted = world.posted.flatMap(({ body }) => ('mailIds' in body ? body.mailIds : []))
    return { wasStruck: world.wasStruck(), posted: new Set(posted).size, state: await endState() }
  }
  return { once, close: snapshot.drop }
}

/** In each chunk some accept, and some are deleted. */
async function changeMeanwhile() {
  await db.run(sql`update invitations set accepted_at = ${now}, accepted_by = ${ada.id} where id % 50 = 7`)
  await db.run(sql`delete from invitations where id % 50 = 11`)
}

async function confirmUntilAnswered(world: FaultyWorld, publicId: string, cookie: string, number: number) {
  for (let attempt = 1; attempt <= 2; attempt++) {
    const ctx = createExecutionContext()
    const headers = { Cookie: cookie, 'Sec-Fetch-Site': 'same-origin', Origin: settings.origin }
    const body = new URLSearchParams({ number: String(number) })
    const request = new Request(settings.origin + paths.admin.bulkConfirmation(publicId), {
      ...{ method: 'POST', body, headers },
    })
    const answer = await app.fetch(request, world.env, ctx)
    await waitOnExecutionContext(ctx)
    if (answer.status === 303) return
    expect(answer.status).toBe(500)
  }
  throw new Error('One failure cannot stop two attempts')
}

/** What is left behind, without instants, which differ by the minutes of a crash. */
async function endState() {
  const [action] = await db.all<Record<string, unknown>>(
    sql`select state, done_count as doneCount, skipped, chunks_done as chunksDone from bulk_actions`,
  )
  return {
    action,
    mails: await db.all(sql`select kind, state, count(*) as number, count(distinct invitation_id) as people
      from mails group by kind, state order by kind, state`),
    invitations:
      await db.all(sql`select sendings, reminded_at is null as reminded, accepted_at is null as accepted,
      expires_at > ${before + 31 * 24 * 60 * minuteMs} as longer, count(*) as number
      from invitations group by 1, 2, 3, 4 order by 1, 2, 3, 4`),
    events: await db.all(sql`select action, count(*) as number, count(distinct subject_id) as subjects
      from events group by action order by action`),
    chunks: await db.all(sql`select position, ids from bulk_chunks order by position`),
  }
}
