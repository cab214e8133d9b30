import type { MiddlewareHandler } from 'hono'
import { createMiddleware } from 'hono/factory'
import type { Actor } from '#src/domain/users/user.ts'
import { paths } from '#src/paths.ts'
import type { App, AppContext } from './context.ts'
import { forbidden } from './errors.tsx'
import { leaveFlash } from './flash.ts'
import { pageBefore, withoutSecrets } from './page-before.ts'
import { goTo, isHtmx } from './respond.tsx'

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

/**
 * After signing in, whoever opened a page comes to it, and whoever worked on one comes back to it: their session has ended meanwhile,
 * and they are told; also, where that kept something from being done, that it was not done.
 */
function askToSignIn(c: AppContext) {
  const isReading = c.req.method === 'GET' || c.req.method === 'HEAD'
  const isOpening = isReading && !isHtmx(c)
  if (!isOpening) leaveFlash(c, isReading ? 'session_over' : 'session_ended')
  const { pathname, search } = new URL(c.req.url)
  const place = isOpening ? pathname + search : pageBefore(c)
  return goTo(c, paths.signIn(place && withoutSecrets(place)))
}
