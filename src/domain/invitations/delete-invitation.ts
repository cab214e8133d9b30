import { eq, type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { invitations } from '#src/db/schema/index.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { mailsOf } from '../mails/mails-of.ts'
import { stillHolds } from '../users/administers.ts'

export type Deletion = { outcome: 'deleted' | 'unknown' | 'accepted' | 'forbidden' }

/**
 * Deletes an unaccepted invitation: its code is dead, its waiting mails are cancelled, its address can register. An
 * accepted one stays: it tells how its account came to be. With a letter code go the confirmations of addresses given for it.
 */
export async function deleteInvitation(
  db: Database,
  publicId: string,
  actor: Actor,
  now: number,
): Promise<Deletion> {
  const [, , deleted] = await db.batch(deletionOf(db, publicId, actor.id, now, stillHolds(actor)))
  if (deleted.length > 0) return { outcome: 'deleted' }
  const [left] = await db
    .select({ acceptedAt: invitations.acceptedAt })
    .from(invitations)
    .where(eq(invitations.publicId, publicId))
  if (!left) return { outcome: 'unknown' }
  return { outcome: left.acceptedAt === null ? 'forbidden' : 'accepted' }
}

/** The statements of a deletion, to stand in one batch. The last one returns the ids of what was deleted. */
export function deletionOf(
  db: Database,
  publicId: string,
  actorId: number | null,
  now: number,
  condition: SQL = sql`true`,
) {
  const isMeant = sql`(public_id = ${publicId}
    or letter_id = (select letter.id from invitations letter where letter.public_id = ${publicId}))`
  const isDeletable = sql`${isMeant} and accepted_at is null and ${condition}`
  return [
    db.run(sql`insert into events (at, actor_id, action, subject_type, subject_id)
      select ${now}, ${actorId}, 'invitation_deleted', 'invitation', public_id
      from invitations where ${isDeletable}`),
    db.run(sql`update mails set state = 'cancelled' from (select public_id from invitations where ${isDeletable}) gone
      where state in ('queued', 'sending') and ${mailsOf(sql`gone.public_id`)}`),
    db.all<{ id: number }>(sql`delete from invitations where ${isDeletable} returning id`),
  ] as const
}
