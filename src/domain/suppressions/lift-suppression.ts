import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import type { Actor } from '#src/domain/users/user.ts'
import type { Keys } from '#src/keys.ts'
import { isStillAllowed, stillHolds } from '../users/administers.ts'
import { type Asked, findSuppression } from './find-suppression.ts'

export type Lifting =
  /** With the public id of the address's unaccepted invitation, which can be sent again. */
  { outcome: 'lifted'; invitation: string | null } | { outcome: 'unknown' | 'forbidden' }

/**
 * Lets mail go to an address again, and with it that about its unaccepted invitation. Nothing is sent by it. The journal names
 * the beginning of the hash, since it keeps no addresses.
 */
export async function liftSuppression(
  db: Database,
  keys: Keys,
  asked: Asked,
  actor: Actor,
  now: number,
): Promise<Lifting> {
  const found = await findSuppression(db, keys, asked)
  if (!found) return { outcome: 'unknown' }
  const { hash, emailKey, reason, invitation } = found
  const isSuppression = sql`address_hash = ${hash} and ${stillHolds(actor)}`
  const isStop = sql`invitation_id in (select id from invitations where email_key = ${emailKey} and accepted_at is null)
    and ${stillHolds(actor)}`
  const isThere = sql`(exists (select 1 from suppressions where ${isSuppression})
    or exists (select 1 from invitation_stops where ${isStop}))`
  const [, suppressions, stops] = await db.batch([
    db.run(sql`insert into events (at, actor_id, action, subject_type, subject_id, details)
      select ${now}, ${actor.id}, 'suppression_lifted', 'suppression', ${hash.slice(0, 8)}, json_object('reason', ${reason})
      where ${isThere}`),
    db.all(sql`delete from suppressions where ${isSuppression} returning address_hash`),
    db.all(sql`delete from invitation_stops where ${isStop} returning invitation_id`),
  ])
  if (suppressions.length + stops.length > 0) return { outcome: 'lifted', invitation }
  return { outcome: (await isStillAllowed(db, actor)) ? 'unknown' : 'forbidden' }
}
