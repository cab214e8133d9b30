import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { recordEvent } from '#src/domain/events/event.ts'
import type { Actor } from '#src/domain/users/user.ts'
import type { Settings } from '#src/env.ts'
import type { Keys } from '#src/keys.ts'
import { mayOpenAgain } from '../codes/live-codes.ts'
import { mailsOf } from '../mails/mails-of.ts'
import { addressHash } from '../suppressions/address-hash.ts'
import { dayMs } from '../time/day.ts'
import { stillHolds } from '../users/administers.ts'
import { mayRevealCode } from './may.ts'
import { type NewCode, nextCode, setCode } from './next-code.ts'
import { lettersLeft } from './queue-letter.ts'
import { isSendable, mayWriteTo, renewWelcome } from './renew-invitation.ts'
import { isJustGiven, isStill, type Standing, weighInvitation } from './weigh-invitation.ts'

export type Replacement =
  /** `isOnPaper`: nothing was sent, and the new code has to be printed. */
  | { outcome: 'replaced'; isOnPaper: boolean; mailIds: number[] }
  | { outcome: 'unknown' | 'accepted' | 'forbidden' | 'unsendable' | 'suppressed' | 'too_often' }
  /** A letter code that has expired, with as many open as may be. */
  | { outcome: 'no_room' }

/** `seen` is the generation that was looked at, so that a second click asks for what has happened already. */
type Asked = { publicId: string; seen?: number | undefined; actor: Actor }
type Change = {
  publicId: string
  standing: Standing
  code: NewCode
  actor: Actor
  settings: Settings
  now: number
}

/**
 * Gives an unaccepted invitation another code and a new term; the old code is dead at once. A mailed one is sent with it, by the rules
 * of sending again: where nothing can be sent, the old code stays. With the code of a letter die the confirmations of addresses that
 * were given for it. Refused attempts are written to the journal.
 */
export async function replaceCode(
  db: Database,
  keys: Keys,
  { publicId, seen, actor }: Asked,
  settings: Settings,
  now: number,
): Promise<Replacement> {
  const standing = await weighInvitation(db, publicId)
  if (!standing) return { outcome: 'unknown' }
  if (standing.acceptedAt !== null) return { outcome: 'accepted' }
  if (!mayRevealCode(actor, standing)) {
    await recordEvent(db, refusalOf(publicId, actor, now))
    return { outcome: 'forbidden' }
  }
  const isOnPaper = standing.address === null
  if (seen !== undefined && standing.generation > seen) return { outcome: 'replaced', isOnPaper, mailIds: [] }
  const code = nextCode(keys, publicId, standing)
  const change = { publicId, standing, code, actor, settings, now }
  const mailIds = isOnPaper ? await replaceOnPaper(db, change) : await replaceByMail(db, keys, change)
  if (mailIds) return { outcome: 'replaced', isOnPaper, mailIds }
  const obstacle = await findObstacle(db, keys, change)
  // Without one, the invitation has changed since it was weighed: weigh it again.
  return obstacle ?? replaceCode(db, keys, { publicId, seen, actor }, settings, now)
}

/** The ids of the mails; null where the code was not replaced. */
async function replaceByMail(db: Database, keys: Keys, change: Change): Promise<number[] | null> {
  const { publicId, standing, code, actor, settings, now } = change
  const hash = addressHash(keys, standing.emailKey ?? '')
  const isMeant = sql`${isStill(publicId, standing)} and ${stillHolds(actor)} and ${isSendable(now)} and ${mayWriteTo(hash)} and ${lettersLeft(now)}`
  const isReplaced = isJustGiven(publicId, code.codeMac, standing)
  const [, replaced, , , , letters] = await db.batch([
    recordReplacement(db, isMeant, actor, now),
    db.all(sql`update invitations set ${setCode(code)} where ${isMeant} returning id`),
    ...renewWelcome(db, isReplaced, hash, actor.id, settings, now),
  ])
  return replaced.length > 0 ? letters.map(({ id }) => id) : null
}

async function replaceOnPaper(db: Database, change: Change): Promise<number[] | null> {
  const { publicId, standing, code, actor, settings, now } = change
  const isMeant = sql`${isStill(publicId, standing)} and ${stillHolds(actor)} and ${mayOpenAgain(now)}`
  const isGivenFor = sql`letter_id in (select id from invitations where ${isMeant}) and accepted_at is null`
  const end = now + settings.expiryDays * dayMs
  const [, , , , replaced] = await db.batch([
    recordReplacement(db, isMeant, actor, now),
    db.run(sql`insert into events (at, actor_id, action, subject_type, subject_id)
      select ${now}, ${actor.id}, 'invitation_deleted', 'invitation', public_id from invitations where ${isGivenFor}`),
    db.run(sql`update mails set state = 'cancelled', lease_until = null
      from (select public_id from invitations where ${isGivenFor}) gone
      where state in ('queued', 'sending') and ${mailsOf(sql`gone.public_id`)}`),
    db.run(sql`delete from invitations where ${isGivenFor}`),
    // No address was given for the code that is printed now.
    db.all(sql`update invitations set ${setCode(code)}, sendings = 1, expires_at = max(expires_at, ${end})
      where ${isMeant} returning id`),
  ])
  return replaced.length > 0 ? [] : null
}

function recordReplacement(db: Database, isMeant: SQL, actor: Actor, now: number) {
  return db.run(sql`insert into events (at, actor_id, action, subject_type, subject_id)
    select ${now}, ${actor.id}, 'code_replaced', 'invitation', public_id from invitations where ${isMeant}`)
}

/** What stands against sending it: without a letter no new code. */
async function findObstacle(
  db: Database,
  keys: Keys,
  { publicId, standing, actor, now }: Change,
): Promise<Replacement | null> {
  const hash = addressHash(keys, standing.emailKey ?? '')
  const [found] = await db.all<{
    allowed: 0 | 1
    sendable: 0 | 1
    welcome: 0 | 1
    letters: 0 | 1
    room: 0 | 1
  }>(sql`
    select ${stillHolds(actor)} as allowed, ${isSendable(now)} as sendable, ${mayWriteTo(hash)} as welcome, ${lettersLeft(now)} as letters,
      ${mayOpenAgain(now)} as room
    from invitations where ${isStill(publicId, standing)}`)
  if (!found) return null
  if (found.allowed === 0) return { outcome: 'forbidden' }
  if (standing.address === null) return found.room === 1 ? null : { outcome: 'no_room' }
  if (found.sendable === 0) return { outcome: 'unsendable' }
  if (found.welcome === 0) return { outcome: 'suppressed' }
  return found.letters === 1 ? null : { outcome: 'too_often' }
}

function refusalOf(publicId: string, actor: Actor, now: number) {
  const subject = { subjectType: 'invitation' as const, subjectId: publicId }
  return { at: now, actorId: actor.id, action: 'code_refused', ...subject, details: { wanted: 'new_code' } }
}
