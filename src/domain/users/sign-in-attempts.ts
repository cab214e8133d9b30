import { eq, lte, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { signInFailures } from '#src/db/schema/index.ts'

/** Wrong passwords in a row that cost nothing but the next try. */
export const freeFailures = 9
const firstDelayMs = 1000
const longestDelayMs = 15 * 60 * 1000
/** After this long without a try the count begins again. */
const forgottenMs = 24 * 60 * 60 * 1000

/** Until when this address may not try to sign in, or null when it may. Known and unknown addresses are treated alike. */
export async function signInBlockedUntil(
  db: Database,
  emailKey: string,
  now: number,
): Promise<number | null> {
  const [found] = await db
    .select({ blockedUntil: signInFailures.blockedUntil })
    .from(signInFailures)
    .where(eq(signInFailures.email, emailKey))
  return found && found.blockedUntil > now ? found.blockedUntil : null
}

/**
 * Counts a failed try; from the tenth on each one doubles the wait, from a second to a quarter of an hour. Returns
 * whether it was counted: false when the address is blocked already. Called before the password is looked at (and
 * undone by `forgetSignInFailures` when it is right), so that tries at the same moment do not escape the count.
 */
export async function recordSignInFailure(db: Database, emailKey: string, now: number): Promise<boolean> {
  const count = sql`iif(blocked_until + ${forgottenMs} <= ${now}, 1, count + 1)`
  const delay = sql`iif(${count} <= ${freeFailures}, 0,
    min(${longestDelayMs}, ${firstDelayMs} << min(20, ${count} - ${freeFailures + 1})))`
  const counted = await db.all(sql`
    insert into sign_in_failures (email, count, blocked_until) values (${emailKey}, 1, ${now})
    on conflict (email) do update set count = ${count}, blocked_until = ${now} + ${delay}
    where blocked_until <= ${now} returning email`)
  return counted.length > 0
}

export async function forgetSignInFailures(db: Database, emailKey: string): Promise<void> {
  await db.delete(signInFailures).where(eq(signInFailures.email, emailKey))
}

/** Drops what no longer slows anybody down: typed addresses are personal data, of strangers too. */
export async function forgetOldFailures(db: Database, now: number): Promise<void> {
  await db.delete(signInFailures).where(lte(signInFailures.blockedUntil, now - forgottenMs))
}
