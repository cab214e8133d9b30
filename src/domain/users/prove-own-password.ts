import { and, eq } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { accounts } from '#src/db/schema/index.ts'
import type { Keys } from '#src/keys.ts'
import { verifyPassword } from './hash-password.ts'
import { forgetSignInFailures, recordSignInFailure } from './sign-in-attempts.ts'
import type { Actor } from './user.ts'

/**
 * Whether somebody signed in knows the password of the account, asked again before what must not happen on a screen left alone.
 * Wrong ones count as failures to sign in and slow down like these.
 */
export async function proveOwnPassword(
  db: Database,
  keys: Keys,
  actor: Actor,
  password: string,
  now: number,
): Promise<'right' | 'wrong' | 'blocked'> {
  if (password === '') return 'wrong'
  if (!(await recordSignInFailure(db, actor.email, now))) return 'blocked'
  const [account] = await db
    .select({ hash: accounts.password })
    .from(accounts)
    .where(and(eq(accounts.userId, actor.id), eq(accounts.providerId, 'credential')))
  const isRight = Boolean(account?.hash) && (await verifyPassword(keys, account?.hash ?? '', password))
  if (!isRight) return 'wrong'
  await forgetSignInFailures(db, actor.email)
  return 'right'
}
