import { isDeclined } from '#src/auth.ts'
import type { Role } from '#src/domain/users/user.ts'
import type { AppContext } from './context.ts'

/** `deactivated` is said only to who knows the password (ASVS 6.3.8): to others a deactivated account is like any. */
export type SignedIn = { state: 'in'; role: Role } | { state: 'wrong' } | { state: 'deactivated' }

/** Signs in on this browser, in place of whoever was. `wrong`: address and password do not belong together. */
export async function signIn(c: AppContext, email: string, password: string): Promise<SignedIn> {
  const { headers } = c.req.raw
  const made = await tryPassword(c, email, password)
  if (!made) return { state: 'wrong' }
  const { user, token } = made.response
  if (user.deactivatedAt != null) {
    const { internalAdapter } = await c.get('auth').$context
    await internalAdapter.deleteSession(token)
    return { state: 'deactivated' }
  }
  await c.get('auth').api.signOut({ headers })
  copyCookies(c, made.headers)
  return { state: 'in', role: user.role as Role } // -- Better Auth knows it as a string; the column's CHECK keeps it a role
}

export async function signOut(c: AppContext) {
  const done = await c.get('auth').api.signOut({ headers: c.req.raw.headers, returnHeaders: true })
  copyCookies(c, done.headers)
}

async function tryPassword(c: AppContext, email: string, password: string) {
  try {
    const { headers } = c.req.raw
    return await c.get('auth').api.signInEmail({ body: { email, password }, headers, returnHeaders: true })
  } catch (error) {
    // 401: no such account, or another password; 400: no address, or a password longer than any.
    if (isDeclined(error)) return null
    throw error
  }
}

function copyCookies(c: AppContext, headers: Headers) {
  for (const cookie of headers.getSetCookie()) c.header('Set-Cookie', cookie, { append: true })
}
