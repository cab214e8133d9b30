import { eq, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { invitations } from '#src/db/schema/index.ts'
import type { Actor } from '#src/domain/users/user.ts'
import type { Settings } from '#src/env.ts'
import type { Keys } from '#src/keys.ts'
import { addressHash } from '../suppressions/address-hash.ts'
import { isStillAllowed, stillHolds } from '../users/administers.ts'
import { isSendable, mayWriteTo, renewWelcome } from './renew-invitation.ts'

export type Sending =
  | { outcome: 'sent'; mailIds: number[] }
  | { outcome: 'accepted' | 'unknown' | 'too_often' | 'unsendable' | 'suppressed' | 'forbidden' }

/**
 * Sends an open or expired invitation again, with a new term and a new reminder; at most three letters a day. `seen` is
 * how often it had been sent when someone asked: a second click asks for what has happened already. `unsendable` is what has no
 * address, and the confirmation of an address whose letter code has expired; `suppressed` whose address bounced, or who said no.
 */
export async function sendInvitationAgain(
  db: Database,
  keys: Keys,
  publicId: string,
  actor: Actor,
  settings: Settings,
  now: number,
  seen?: number,
): Promise<Sending> {
  const [known] = await db
    .select({ emailKey: invitations.emailKey })
    .from(invitations)
    .where(eq(invitations.publicId, publicId))
  if (!known) return { outcome: 'unknown' }
  const { emailKey } = known
  const hash = addressHash(keys, emailKey ?? '')
  const isAsSeen = seen === undefined ? sql`true` : sql`sendings = ${seen}`
  const isThis = sql`public_id = ${publicId} and email_key is ${emailKey} and ${isAsSeen}
    and ${stillHolds(actor)}`
  const [, , , letters] = await db.batch(renewWelcome(db, isThis, hash, actor.id, settings, now))
  if (letters.length > 0) return { outcome: 'sent', mailIds: letters.map(({ id }) => id) }
  return (await isStillAllowed(db, actor)) ? whyNot(db, publicId, hash, now, seen) : { outcome: 'forbidden' }
}

async function whyNot(
  db: Database,
  publicId: string,
  hash: string,
  now: number,
  seen: number | undefined,
): Promise<Sending> {
  const [left] = await db
    .select({
      acceptedAt: invitations.acceptedAt,
      sendings: invitations.sendings,
      isSendable: isSendable(now).mapWith(Boolean),
      isWelcome: mayWriteTo(hash).mapWith(Boolean),
    })
    .from(invitations)
    .where(eq(invitations.publicId, publicId))
  if (!left) return { outcome: 'unknown' }
  if (left.acceptedAt !== null) return { outcome: 'accepted' }
  if (!left.isSendable) return { outcome: 'unsendable' }
  if (!left.isWelcome) return { outcome: 'suppressed' }
  const isDone = seen !== undefined && left.sendings > seen
  return isDone ? { outcome: 'sent', mailIds: [] } : { outcome: 'too_often' }
}
