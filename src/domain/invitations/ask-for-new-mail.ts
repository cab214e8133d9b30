import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import type { Settings } from '#src/env.ts'
import type { Keys } from '#src/keys.ts'
import { macOfCode } from '../codes/code.ts'
import { renewInvitation } from './renew-invitation.ts'

/** Sends an unaccepted invitation again because the holder of its code asks for it; only to the invited address (M17). */
export async function askForNewMail(
  db: Database,
  keys: Keys,
  code: string,
  settings: Settings,
  now: number,
): Promise<number[]> {
  const isTheirs = sql`code_mac = ${macOfCode(keys, code)}`
  const [, , letters] = await db.batch(renewInvitation(db, isTheirs, null, settings, now))
  return letters.map(({ id }) => id)
}
