import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import type { Keys } from '#src/keys.ts'
import { macOfCode } from '../codes/code.ts'
import { addressHash } from '../suppressions/address-hash.ts'
import { liftOwnWish } from '../suppressions/suppress-address.ts'

/**
 * Lets mail come again to somebody who had refused or unsubscribed and now asks for it with the code of the invitation. The same
 * statements run whatever the code opens.
 */
export async function takeBackRefusal(db: Database, keys: Keys, code: string, now: number): Promise<void> {
  const codeMac = macOfCode(keys, code)
  const [known] = await db.all<{ emailKey: string | null }>(
    sql`select email_key as emailKey from invitations where code_mac = ${codeMac}`,
  )
  const emailKey = known?.emailKey ?? ''
  const isTheirs = sql`code_mac = ${codeMac} and email_key = ${emailKey} and accepted_at is null`
  const isOwnWish = sql`reason in ('refused', 'unsubscribed')`
  await db.batch([
    db.run(sql`insert into events (at, action, subject_type, subject_id)
      select ${now}, 'invitation_refusal_taken_back', 'invitation', public_id from invitations
      where ${isTheirs} and id in (select invitation_id from invitation_stops where ${isOwnWish})`),
    liftOwnWish(db, addressHash(keys, emailKey), sql`exists (select 1 from invitations where ${isTheirs})`),
    db.run(sql`delete from invitation_stops
      where ${isOwnWish} and invitation_id in (select id from invitations where ${isTheirs})`),
  ])
}
