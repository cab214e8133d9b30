import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { sql } from 'drizzle-orm'
import { expect, vi } from 'vitest'
import { app } from '#src/app.tsx'
import type { Env } from '#src/env.ts'
import { tick } from '#src/jobs/cron.ts'
import { db, settings } from './cast.ts'
import { mailChannelsEnv } from './fake-mail.ts'
import { type FaultyWorld, faultyWorld, type Strike } from './faulty.ts'

export const minuteMs = 60_000

/** Minutes after the fault at which the clock works; in between it is missed. */
const looks = [3, 14, 15, 26, 27, 38, 39, 60]

export type MailWorld = FaultyWorld & { close(): void }

/**
 * A platform that writes through the fake MailChannels, whose messages all come three times. The call that is struck may be one to
 * the provider.
 */
export function mailWorld(strike?: Strike): MailWorld {
  const LIMITER = { limit: async () => ({ success: true }) }
  const world = faultyWorld({
    ...(strike && { strike }),
    deliversMails: true,
    deliversThrice: true,
    surroundings: mailChannelsEnv({ LIMITER } as unknown as Partial<Env>), // -- hundreds of forms in a minute
  })
  const fetchFrom = globalThis.fetch
  const listening = vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) => {
    const isProvider = String(input).startsWith(`${env.FAKE_MAIL_URL}/tx/`)
    if (!isProvider) return fetchFrom(input, init)
    return world.through('provider', async () => whole(await fetchFrom(input, init)))
  })
  return { ...world, close: () => listening.mockRestore() }
}

/** Everything has arrived before the news of it is lost. */
async function whole(answer: Response): Promise<Response> {
  return new Response(await answer.arrayBuffer(), answer)
}

/** Posts a form, and once more when the answer is an error. Tells how often it was posted. */
export async function press(
  world: MailWorld,
  path: string,
  fields: Record<string, string>,
  cookie = '',
): Promise<number> {
  for (let attempt = 1; attempt <= 2; attempt++) {
    const ctx = createExecutionContext()
    const answer = await app.fetch(formRequest(path, fields, cookie), world.env, ctx)
    await waitOnExecutionContext(ctx)
    if (answer.status === 303 || answer.status === 200) return attempt
    expect([path, answer.status]).toEqual([path, 500])
  }
  throw new Error('One failure cannot stop two attempts')
}

function formRequest(path: string, fields: Record<string, string>, cookie: string): Request {
  const headers = { Cookie: cookie, 'Sec-Fetch-Site': 'same-origin', Origin: settings.origin }
  return new Request(settings.origin + path, { method: 'POST', body: new URLSearchParams(fields), headers })
}

/** The clock, twice at once. */
export async function tickTwice(world: MailWorld, now: number): Promise<void> {
  await Promise.allSettled([tick(world.env, now), tick(world.env, now)])
}

/** What lies in the queues, then the clock as long as something waits, at most for an hour. */
export async function resumeUntilQuiet(world: MailWorld, start: number): Promise<void> {
  await world.workUntilEmpty(start)
  for (const minutes of looks) {
    const now = start + minutes * minuteMs
    if (!(await isWaiting(now))) return
    await tick(world.env, now).catch(() => {})
    await world.workUntilEmpty(now)
  }
}

/** Whether anything is still to be done. */
export async function isWaiting(now: number): Promise<boolean> {
  const [row] = await db.all<{ waits: 0 | 1 }>(sql`
    select exists (select 1 from mails where state in ('queued', 'sending'))
      or exists (select 1 from batches where state = 'confirmed')
      or exists (select 1 from invitations where remind_at <= ${now})
      or exists (select 1 from mail_flow where closed_at is not null) as waits`)
  return row?.waits === 1
}
