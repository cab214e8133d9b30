import type { MiddlewareHandler } from 'hono'
import { createMiddleware } from 'hono/factory'
import type { Actor } from '#src/domain/users/user.ts'
import { paths } from '#src/paths.ts'
import type { App } from './context.ts'
import { forbidden } from './errors.tsx'

/** A guard carries the rule it asks, so that a test can find doors without one. */
export type Guard = MiddlewareHandler<App> & { rule: string }

/** A door open to everyone, said out loud. */
export function anyone(): Guard {
  const guard = createMiddleware<App>(async function anyone(_c, next) {
    await next()
  })
  return Object.assign(guard, { rule: 'anyone' })
}

/** A door for whom the policy function allows. Visitors are asked to sign in; others are told that it is not theirs. */
export function allow(may: (actor: Actor) => boolean): Guard {
  const guard = createMiddleware<App>(async function allow(c, next) {
    const actor = c.get('actor')
    if (!actor) return askToSignIn(c)
    if (!may(actor)) return forbidden(c)
    return next()
  })
  return Object.assign(guard, { rule: may.name })
}

function askToSignIn(c: Parameters<MiddlewareHandler<App>>[0]) {
  const isReading = c.req.method === 'GET' || c.req.method === 'HEAD'
  const { pathname, search } = new URL(c.req.url)
  const address = paths.signIn(isReading ? pathname + search : undefined)
  if (!c.req.header('HX-Request')) return c.redirect(address, 303)
  c.header('HX-Redirect', address)
  return c.body(null, 204)
}
