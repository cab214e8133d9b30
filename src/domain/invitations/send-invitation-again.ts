import { eq, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { invitations } from '#src/db/schema/index.ts'
import type { Actor } from '#src/domain/users/user.ts'
import type { Settings } from '#src/env.ts'
import { renewInvitation } from './renew-invitation.ts'

export type Sending =
  | { outcome: 'sent'; mailIds: number[] }
  | { outcome: 'accepted' | 'unknown' | 'too_often' }

/** Sends an open or expired invitation again, with a new term and a new reminder; at most three letters a day. */
export async function sendInvitationAgain(
  db: Database,
  publicId: string,
  actor: Actor,
  settings: Settings,
  now: number,
): Promise<Sending> {
  const isThis = sql`public_id = ${publicId}`
  const [, , letters] = await db.batch(renewInvitation(db, isThis, actor.id, settings, now))
  if (letters.length > 0) return { outcome: 'sent', mailIds: letters.map(({ id }) => id) }
  const [left] = await db
    .select({ acceptedAt: invitations.acceptedAt })
    .from(invitations)
    .where(eq(invitations.publicId, publicId))
  if (!left) return { outcome: 'unknown' }
  return { outcome: left.acceptedAt === null ? 'too_often' : 'accepted' }
}
