import { eq, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { grants, invitations } from '#src/db/schema/index.ts'
import { recordEvent } from '#src/domain/events/event.ts'
import type { Actor } from '#src/domain/users/user.ts'
import type { Keys } from '#src/keys.ts'
import { codeOf } from '../codes/code.ts'
import { isStillAllowed, stillHolds } from '../users/administers.ts'
import { grantWeight } from './grant-weight.ts'
import { mayRevealCode } from './may.ts'

export type Revelation =
  | { outcome: 'revealed'; code: string; locale: string }
  | { outcome: 'unknown' | 'forbidden' | 'accepted' | 'by_mail_only' }

/** What staff do with the code: they look at it, or print the letter that carries it. */
export type Look = 'code_revealed' | 'code_printed'

/**
 * Shows staff the code of an unaccepted invitation (M19). Each look is written to the journal, each refused one too, and nothing is
 * told that the journal does not know of: not to whoever has just lost the role. The code that confirms an address given for a letter
 * code is shown to nobody: only its mailbox proves the address (M15).
 */
export async function revealCode(
  db: Database,
  keys: Keys,
  publicId: string,
  actor: Actor,
  now: number,
  look: Look = 'code_revealed',
): Promise<Revelation> {
  const found = await readWeight(db, publicId)
  if (!found) return { outcome: 'unknown' }
  if (found.acceptedAt !== null) return { outcome: 'accepted' }
  if (found.letterId !== null) return { outcome: 'by_mail_only' }
  if (!mayRevealCode(actor, found)) {
    await recordEvent(db, eventOf(publicId, actor, 'code_refused', now))
    return { outcome: 'forbidden' }
  }
  const isJournalled = await recordLook(db, publicId, found, look, actor, now)
  if (!isJournalled && !(await isStillAllowed(db, actor))) return { outcome: 'forbidden' }
  // The invitation was renewed with another promise, accepted or deleted since it was weighed: weigh it again.
  if (!isJournalled) return revealCode(db, keys, publicId, actor, now, look)
  return { outcome: 'revealed', code: codeOf(keys, { publicId, ...found }), locale: found.locale }
}

type Weighed = { grantId: number; generation: number }

async function readWeight(db: Database, publicId: string) {
  const [found] = await db
    .select({
      acceptedAt: invitations.acceptedAt,
      generation: invitations.generation,
      address: invitations.address,
      letterId: invitations.letterId,
      locale: invitations.locale,
      grantId: invitations.grantId,
      ...grantWeight,
    })
    .from(invitations)
    .innerJoin(grants, eq(grants.id, invitations.grantId))
    .where(eq(invitations.publicId, publicId))
  return found
}

async function recordLook(
  db: Database,
  publicId: string,
  weighed: Weighed,
  look: Look,
  actor: Actor,
  now: number,
) {
  const written = await db.all(sql`insert into events (at, actor_id, action, subject_type, subject_id)
    select ${now}, ${actor.id}, ${look}, 'invitation', public_id from invitations
    where public_id = ${publicId} and accepted_at is null
      and grant_id = ${weighed.grantId} and generation = ${weighed.generation} and ${stillHolds(actor)} returning id`)
  return written.length > 0
}

function eventOf(publicId: string, actor: Actor, action: string, now: number) {
  return { at: now, actorId: actor.id, action, subjectType: 'invitation' as const, subjectId: publicId }
}
