import { eq, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { invitations } from '#src/db/schema/index.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { mayOpenAgain } from '../codes/live-codes.ts'
import { dayMs } from '../time/day.ts'
import { stillHolds } from '../users/administers.ts'
import { letterExpiry } from './renew-invitation.ts'

export type Extension =
  | { outcome: 'extended'; expiresAt: number }
  /** It is open for longer already: nobody loses days by being helped. */
  | { outcome: 'longer'; expiresAt: number }
  /** `no_room`: a letter code that has expired, with as many open as may be. */
  | { outcome: 'unknown' | 'accepted' | 'unextendable' | 'no_room' | 'forbidden' }

/**
 * Opens an unaccepted invitation for so many days from now, be it expired: no mail is sent and its code stays. The
 * confirmation of an address ends with its letter code at the latest; where that has ended, it is `unextendable`.
 */
export async function extendInvitation(
  db: Database,
  publicId: string,
  days: number,
  actor: Actor,
  now: number,
): Promise<Extension> {
  const asked = now + days * dayMs
  const end = sql`min(${asked}, coalesce(${letterExpiry}, ${asked}))`
  const isExtendable = sql`public_id = ${publicId} and accepted_at is null and erased_at is null
    and ${end} > max(expires_at, ${now}) and ${mayOpenAgain(now)} and ${stillHolds(actor)}`
  const [, extended] = await db.batch([
    db.run(sql`insert into events (at, actor_id, action, subject_type, subject_id, details)
      select ${now}, ${actor.id}, 'invitation_extended', 'invitation', public_id, json_object('days', ${days})
      from invitations where ${isExtendable}`),
    db.all<{ expiresAt: number }>(sql`update invitations set expires_at = ${end}
      where ${isExtendable} returning expires_at as expiresAt`),
  ])
  if (extended[0]) return { outcome: 'extended', expiresAt: extended[0].expiresAt }
  return whyNot(db, publicId, actor, now)
}

async function whyNot(db: Database, publicId: string, actor: Actor, now: number): Promise<Extension> {
  const [left] = await db
    .select({
      acceptedAt: invitations.acceptedAt,
      erasedAt: invitations.erasedAt,
      expiresAt: invitations.expiresAt,
      hasRoom: mayOpenAgain(now).mapWith(Boolean),
      isAllowed: stillHolds(actor).mapWith(Boolean),
    })
    .from(invitations)
    .where(eq(invitations.publicId, publicId))
  if (!left) return { outcome: 'unknown' }
  if (left.acceptedAt !== null) return { outcome: 'accepted' }
  if (!left.isAllowed) return { outcome: 'forbidden' }
  if (left.erasedAt === null && !left.hasRoom) return { outcome: 'no_room' }
  if (left.erasedAt !== null || left.expiresAt <= now) return { outcome: 'unextendable' }
  return { outcome: 'longer', expiresAt: left.expiresAt }
}
