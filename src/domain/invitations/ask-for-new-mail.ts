import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import type { Settings } from '#src/env.ts'
import type { Keys } from '#src/keys.ts'
import { macOfCode } from '../codes/code.ts'
import { addressHash } from '../suppressions/address-hash.ts'
import { renewWelcome } from './renew-invitation.ts'

/**
 * Sends an unaccepted invitation again because the holder of its code asks for it; only to the invited address (M17). The same
 * statements run whatever the code opens and whatever is known of the address, so that nobody learns it here.
 */
export async function askForNewMail(
  db: Database,
  keys: Keys,
  code: string,
  settings: Settings,
  now: number,
): Promise<number[]> {
  const codeMac = macOfCode(keys, code)
  const [known] = await db.all<{ emailKey: string | null }>(
    sql`select email_key as emailKey from invitations where code_mac = ${codeMac}`,
  )
  const emailKey = known?.emailKey ?? null
  const isTheirs = sql`code_mac = ${codeMac} and email_key is ${emailKey}`
  const hash = addressHash(keys, emailKey ?? '')
  const [, , , letters] = await db.batch(renewWelcome(db, isTheirs, hash, null, settings, now))
  return letters.map(({ id }) => id)
}
