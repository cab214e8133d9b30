import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { app } from '#src/app.tsx'
import type { Actor } from '#src/domain/users/user.ts'
import { cookieOf, settings } from './cast.ts'
import { type PageMeter, pageMeter } from './page-meter.ts'

/** Opens a page, and tells what it asked of the database: session and settings included. */
export async function openMetered(path: string, as: Actor): Promise<PageMeter & { status: number }> {
  const { d1, meter } = pageMeter(env.DB)
  const ctx = createExecutionContext()
  const request = new Request(settings.origin + path, { headers: { Cookie: await cookieOf(as) } })
  const answer = await app.fetch(request, { ...env, DB: d1 }, ctx)
  await answer.text()
  await waitOnExecutionContext(ctx)
  return { status: answer.status, ...meter }
}
