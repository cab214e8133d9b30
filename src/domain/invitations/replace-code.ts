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
import { type InvitationKind, invitationKind } from './invitation.ts'
import { mayRevealCode } from './may.ts'
import { type NewCode, nextCode, setCode } from './next-code.ts'
import { mailBringsCode } from './queue-letter.ts'
import { isSendable, mayWriteTo, nextEnd, renewWelcome } from './renew-invitation.ts'
import { isJustGiven, isStill, type Standing, weighInvitation } from './weigh-invitation.ts'

export type Replacement =
  /** A letter code is sent nothing, it has to be printed. `unsent`: why no mail brings the new code to an address. */
  | { outcome: 'replaced'; kind: InvitationKind; mailIds: number[]; unsent: Unsent | null }
  | { outcome: 'unknown' | 'accepted' | 'forbidden' | 'unsendable' }
  /** A letter code that has expired, with as many open as may be. */
  | { outcome: 'no_room' }

/** The day's letters have left, and none waits; or the address is not written to. */
type Unsent = 'too_often' | 'suppressed'

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
 * of sending again: where they allow no letter, one that waits brings it, else only the letter is withheld, because a code in the wrong
 * hands does not wait until tomorrow. With the code of a letter die the confirmations of addresses that were given for it. Refused
 * attempts are written to the journal.
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
  const kind = invitationKind(standing)
  if (seen !== undefined && standing.generation > seen)
    return { outcome: 'replaced', kind, mailIds: [], unsent: await readUnsent(db, publicId) }
  const code = nextCode(keys, publicId, standing)
  const change = { publicId, standing, code, actor, settings, now }
  const letters =
    kind === 'letter_code' ? await replaceOnPaper(db, change) : await replaceByMail(db, keys, change)
  if (letters) return { outcome: 'replaced', kind, ...letters }
  const obstacle = await findObstacle(db, change)
  // Without one, the invitation has changed since it was weighed: weigh it again.
  return obstacle ?? replaceCode(db, keys, { publicId, seen, actor }, settings, now)
}

/** What left with the new code; null where the code was not replaced. */
type Letters = { mailIds: number[]; unsent: Unsent | null }

/** Where no letter is left, the term is new all the same: one that waits brings the code, or it is given by phone. */
async function replaceByMail(db: Database, keys: Keys, change: Change): Promise<Letters | null> {
  const { publicId, standing, code, actor, settings, now } = change
  const hash = addressHash(keys, standing.emailKey ?? '')
  const isMeant = sql`${isStill(publicId, standing)} and ${stillHolds(actor)} and ${isSendable(now)}`
  // The letter counts up the sendings: from there on this is only what was left without one.
  const isReplaced = isJustGiven(publicId, code.codeMac, standing)
  const [recorded, , , , , letters] = await db.batch([
    recordReplacement(db, isMeant, actor, now, whyUnsent(hash, now)),
    db.run(sql`update invitations set ${setCode(code)} where ${isMeant}`),
    ...renewWelcome(db, isReplaced, hash, actor.id, settings, now),
    db.run(sql`update mails set state = 'cancelled', lease_until = null where state in ('queued', 'sending')
      and ${mailsOf(sql`(select public_id from invitations where ${isReplaced} and not ${mayWriteTo(hash)})`)}`),
    db.run(sql`update invitations set expires_at = ${nextEnd(settings, now)} where ${isReplaced}`),
  ])
  const [event] = recorded
  return event ? { mailIds: letters.map(({ id }) => id), unsent: event.unsent } : null
}

function whyUnsent(hash: string, now: number): SQL {
  return sql`case when not ${mayWriteTo(hash)} then json_object('unsent', 'suppressed')
    when not ${mailBringsCode(now)} then json_object('unsent', 'too_often') end`
}

/** Whether the letter was withheld when the code was replaced last. */
async function readUnsent(db: Database, publicId: string): Promise<Unsent | null> {
  const [event] = await db.all<{ unsent: Unsent | null }>(sql`
    select details ->> 'unsent' as unsent from events
    where subject_id = ${publicId} and action = 'code_replaced' order by id desc limit 1`)
  return event?.unsent ?? null
}

async function replaceOnPaper(db: Database, change: Change): Promise<Letters | null> {
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
  return replaced.length > 0 ? { mailIds: [], unsent: null } : null
}

function recordReplacement(db: Database, isMeant: SQL, actor: Actor, now: number, details: SQL = sql`null`) {
  return db.all<{
    unsent: Unsent | null
  }>(sql`insert into events (at, actor_id, action, subject_type, subject_id, details)
    select ${now}, ${actor.id}, 'code_replaced', 'invitation', public_id, ${details} from invitations where ${isMeant}
    returning details ->> 'unsent' as unsent`)
}

/** What stands against it. */
async function findObstacle(
  db: Database,
  { publicId, standing, actor, now }: Change,
): Promise<Replacement | null> {
  const [found] = await db.all<{ allowed: 0 | 1; sendable: 0 | 1; room: 0 | 1 }>(sql`
    select ${stillHolds(actor)} as allowed, ${isSendable(now)} as sendable, ${mayOpenAgain(now)} as room
    from invitations where ${isStill(publicId, standing)}`)
  if (!found) return null
  if (found.allowed === 0) return { outcome: 'forbidden' }
  if (standing.address === null) return found.room === 1 ? null : { outcome: 'no_room' }
  return found.sendable === 1 ? null : { outcome: 'unsendable' }
}

function refusalOf(publicId: string, actor: Actor, now: number) {
  const subject = { subjectType: 'invitation' as const, subjectId: publicId }
  return { at: now, actorId: actor.id, action: 'code_refused', ...subject, details: { wanted: 'new_code' } }
}
