import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { generateSignedCookie } from 'hono/cookie'
import { app } from '#src/app.tsx'
import { newPublicId } from '#src/domain/ids/new-public-id.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { keys, settings } from './cast.ts'

/** Somebody's browser in front of a platform on the given database: opens a page to its end, and answers with the status. */
export type Browser = (path: string, d1?: D1Database) => Promise<number>

/** Signs somebody in; `d1` is where their session stands. A visit may go through a watched twin of it. */
export async function browserOf(actor: Actor, d1 = env.DB): Promise<Browser> {
  const headers = { Cookie: await cookieIn(d1, actor) }
  return async (path, through = d1) => {
    const ctx = createExecutionContext()
    const request = new Request(settings.origin + path, { headers, redirect: 'manual' })
    const answer = await app.fetch(request, { ...env, DB: through }, ctx)
    await answer.arrayBuffer()
    await waitOnExecutionContext(ctx)
    return answer.status
  }
}

async function cookieIn(d1: D1Database, actor: Actor): Promise<string> {
  const [token, now] = [newPublicId(), Date.now()]
  await d1
    .prepare(
      'insert into sessions (user_id, token, expires_at, created_at, updated_at) values (?, ?, ?, ?, ?)',
    )
    .bind(actor.id, token, now + 24 * 60 * 60_000, now, now)
    .run()
  const cookie = await generateSignedCookie('parvis_session', token, keys.session)
  return cookie.split(';')[0] ?? ''
}

/** The pages that can be opened in the panel, by their routes, with those of the house that every signed-in person has. */
export function pagesOfPanel(): string[] {
  const isOfPanel = (path: string) => path === '/' || path === '/admin' || path.startsWith('/admin/')
  const pages = app.routes.filter(({ method, path }) => method === 'GET' && isOfPanel(path))
  return [...new Set(pages.map(({ path }) => path))].filter((path) => !path.endsWith('*'))
}
