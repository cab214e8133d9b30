import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { app } from '#src/app.tsx'
import { mailFlow } from '#src/db/schema/index.ts'
import type { Actor } from '#src/domain/users/user.ts'
import type { Env } from '#src/env.ts'
import { cookieOf, db, settings } from './cast.ts'
import { mailChannelsEnv } from './fake-mail.ts'

type Flow = Partial<typeof mailFlow.$inferInsert>

/** The row that says whether mail leaves; without more, it does, and the clock has just worked. */
export async function setFlow(flow: Flow = {}): Promise<void> {
  const row = { closedAt: null, reason: null, probeAt: null, tickedAt: Date.now(), ...flow }
  await db
    .insert(mailFlow)
    .values({ id: 1, ...row })
    .onConflictDoUpdate({ target: mailFlow.id, set: row })
}

/** No mail leaves since a moment ago. */
export async function closeMail(reason: 'forbidden' | 'quota' | 'failing'): Promise<void> {
  const closedAt = Date.now() - 1000
  await setFlow({ closedAt, reason, probeAt: closedAt + 60_000 })
}

/** Asks a platform that writes through the fake MailChannels; a form is posted where fields are given. */
export async function askSending(
  path: string,
  as: Actor,
  fields?: Record<string, string>,
  given: Partial<Env> = {},
): Promise<Response> {
  const ctx = createExecutionContext()
  const request = new Request(settings.origin + path, {
    ...{ headers: await headersOf(as), redirect: 'manual' },
    ...(fields && { method: 'POST', body: new URLSearchParams(fields) }),
  })
  const answer = await app.fetch(request, mailChannelsEnv(given), ctx)
  await waitOnExecutionContext(ctx)
  return answer
}

async function headersOf(as: Actor) {
  return { Cookie: await cookieOf(as), 'Sec-Fetch-Site': 'same-origin', Origin: settings.origin }
}
