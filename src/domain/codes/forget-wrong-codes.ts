import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { hourOf } from './hour.ts'
import { clientForgottenMs } from './limits.ts'

/** How long the numbers of the hours stay, for whoever looks back. */
const hoursKept = 90 * 24
/** Most clients that are forgotten at once; more wrong codes than this in a minute are not looked up. */
const forgottenAtOnce = 1000

/** Drops what slows nobody down any more. */
export async function forgetOldWrongCodes(db: Database, now: number): Promise<void> {
  await db.batch([
    db.run(sql`delete from wrong_codes where client in (select client from wrong_codes
      where last_at <= ${now - clientForgottenMs} order by last_at limit ${forgottenAtOnce})`),
    db.run(sql`delete from wrong_code_hours where hour <= ${hourOf(now) - hoursKept}`),
  ])
}
