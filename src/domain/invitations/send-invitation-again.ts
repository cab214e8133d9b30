import { eq, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { invitations } from '#src/db/schema/index.ts'
import type { Actor } from '#src/domain/users/user.ts'
import type { Settings } from '#src/env.ts'
import { isSendable, renewInvitation } from './renew-invitation.ts'

export type Sending =
  | { outcome: 'sent'; mailIds: number[] }
  | { outcome: 'accepted' | 'unknown' | 'too_often' | 'unsendable' }

/**
 * Sends an open or expired invitation again, with a new term and a new reminder; at most three letters a day. `seen` is
 * how often it had been sent when someone asked: a second click asks for what has happened already. `unsendable` is what has no
 * address, and the confirmation of an address whose letter code has expired.
 */
export async function sendInvitationAgain(
  db: Database,
  publicId: string,
  actor: Actor,
  settings: Settings,
  now: number,
  seen?: number,
): Promise<Sending> {
  const isAsSeen = seen === undefined ? sql`true` : sql`sendings = ${seen}`
  const isThis = sql`public_id = ${publicId} and ${isAsSeen}`
  const [, , letters] = await db.batch(renewInvitation(db, isThis, actor.id, settings, now))
  if (letters.length > 0) return { outcome: 'sent', mailIds: letters.map(({ id }) => id) }
  const [left] = await db
    .select({
      acceptedAt: invitations.acceptedAt,
      sendings: invitations.sendings,
      isSendable: isSendable(now).mapWith(Boolean),
    })
    .from(invitations)
    .where(eq(invitations.publicId, publicId))
  if (!left) return { outcome: 'unknown' }
  if (left.acceptedAt !== null) return { outcome: 'accepted' }
  if (!left.isSendable) return { outcome: 'unsendable' }
  const isDone = seen !== undefined && left.sendings > seen
  return isDone ? { outcome: 'sent', mailIds: [] } : { outcome: 'too_often' }
}
