import { createMiddleware } from 'hono/factory'
import type { Actor, Role } from '#src/domain/users/user.ts'
import type { App } from './context.ts'

/** How long administrators and support staff stay signed in, in ms (SECURITY-REFERENCE 1.11). */
const staffSessionMs = 8 * 60 * 60 * 1000

/**
 * Finds out who is signed in. The role, and whether the account is deactivated or erased, are read from the database on every request
 * (ASVS 8.3.2): a session may begin in the very moment that ends all others.
 */
export const findActor = createMiddleware<App>(async function findActor(c, next) {
  c.set('actor', null)
  const found = await c.get('auth').api.getSession({ headers: c.req.raw.headers })
  if (found) {
    const { user, session } = found
    const role = user.role as Role // -- Better Auth knows it as a string; the column's CHECK keeps it a role
    const isOver = role !== 'member' && session.createdAt.getTime() + staffSessionMs <= c.get('now')
    if (!isOver && user.deactivatedAt == null && user.erasedAt == null) c.set('actor', toActor(user, role))
  }
  await next()
})

type SessionUser = {
  id: string | number
  publicId: string
  email: string
  firstName: string
  lastName: string
  locale: string
}

function toActor(user: SessionUser, role: Role): Actor {
  const { publicId, email, firstName, lastName, locale } = user
  return { id: Number(user.id), publicId, email, firstName, lastName, locale, role }
}
