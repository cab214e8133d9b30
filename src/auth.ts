import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { APIError } from 'better-auth/api'
import { betterAuth } from 'better-auth/minimal'
import type { Database } from '#src/db/client.ts'
import * as schema from '#src/db/schema/index.ts'
import { hashPassword, verifyPassword } from '#src/domain/users/hash-password.ts'
import type { Settings } from '#src/env.ts'
import type { Keys } from '#src/keys.ts'

export type Auth = ReturnType<typeof createAuth>

/** How long a session lasts without signing in again, in seconds. */
const sessionSeconds = 30 * 24 * 60 * 60
/** How long a password reset link works, in seconds. */
export const resetSeconds = 60 * 60

/**
 * Better Auth on D1: sign-in, sessions, sign-out, password reset. None of its endpoints is mounted: our pages call its
 * functions. Sign-up is off, because completing an invitation is the only way in (DESIGN 1.3).
 * `onResetToken` receives the token of a reset that was asked for through this instance.
 */
export function createAuth(
  db: Database,
  keys: Keys,
  settings: Settings,
  onResetToken: (token: string) => void = () => {},
) {
  const isSecure = settings.origin.startsWith('https://')
  return betterAuth({
    baseURL: settings.origin,
    secret: keys.session,
    database: drizzleAdapter(db, {
      provider: 'sqlite',
      usePlural: true,
      schema: {
        users: schema.users,
        sessions: schema.sessions,
        accounts: schema.accounts,
        verifications: schema.verifications,
      },
    }),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 1,
      maxPasswordLength: 512,
      resetPasswordTokenExpiresIn: resetSeconds,
      revokeSessionsOnPasswordReset: true,
      password: {
        hash: (password) => hashPassword(keys, password),
        verify: ({ hash, password }) => verifyPassword(keys, hash, password),
      },
      sendResetPassword: async ({ token }) => onResetToken(token),
    },
    user: {
      additionalFields: {
        publicId: { type: 'string', required: true, input: false },
        firstName: { type: 'string', required: true, input: false },
        lastName: { type: 'string', required: true, input: false },
        locale: { type: 'string', required: true, input: false },
        role: { type: 'string', required: true, input: false },
        deactivatedAt: { type: 'number', required: false, input: false },
        erasedAt: { type: 'number', required: false, input: false },
      },
    },
    // A GET never writes: neither refreshing nor clearing away a session (DESIGN 1.8).
    session: { expiresIn: sessionSeconds, deferSessionRefresh: true },
    verification: { storeIdentifier: 'hashed' },
    advanced: {
      // Joins: one statement for a session and its person instead of two, on every page.
      database: { generateId: 'serial', joins: true },
      useSecureCookies: false,
      cookies: {
        session_token: {
          name: isSecure ? '__Host-parvis_session' : 'parvis_session',
          attributes: { secure: isSecure, httpOnly: true, sameSite: 'lax', path: '/' },
        },
      },
    },
    telemetry: { enabled: false },
    logger: { level: 'error' },
  })
}

/** Whether Better Auth says no to what was asked; any other error, such as a database that fails, says nothing about it. */
export function isDeclined(error: unknown): boolean {
  return error instanceof APIError && error.statusCode < 500
}
