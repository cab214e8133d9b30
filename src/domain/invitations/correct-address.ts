import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { recordEvent } from '#src/domain/events/event.ts'
import type { Actor } from '#src/domain/users/user.ts'
import type { Settings } from '#src/env.ts'
import { currentKeyId, type Keys } from '#src/keys.ts'
import { deriveCode, macOfCode } from '../codes/code.ts'
import { mailsOf } from '../mails/mails-of.ts'
import { addressHash } from '../suppressions/address-hash.ts'
import { dayMs } from '../time/day.ts'
import { stillHolds } from '../users/administers.ts'
import { readAddress } from './address.ts'
import { lettersLeft, queueLetter } from './queue-letter.ts'
import { type NotCorrectable, type Weighed, weighCorrection } from './weigh-correction.ts'

export type Correction =
  | { outcome: 'corrected'; mailIds: number[] }
  /** With the public id of the invitation that the address has. */
  | { outcome: 'already_invited'; invitation: string }
  | { outcome: 'invalid' | 'same_address' | 'has_account' | 'suppressed' | 'too_often' }
  | { outcome: NotCorrectable | 'changed' }

type Asked = { email: string; seen?: number | undefined }
type Address = { address: string; emailKey: string }

/**
 * Sends an unaccepted invitation to another address because the one it had is wrong. It gets a new code, and the old one is dead:
 * whoever reads the old mailbox is not who was meant. Only what an administrator has sent by list is corrected: other addresses
 * were given by their owners, or by the deployment (the first administrator's). `seen` is how often it had been sent when its
 * form was shown, so that of two corrections at once the second is told.
 */
export async function correctAddress(
  db: Database,
  keys: Keys,
  publicId: string,
  asked: Asked,
  actor: Actor,
  settings: Settings,
  now: number,
): Promise<Correction> {
  const weighed = await weighCorrection(db, publicId, actor)
  if ('outcome' in weighed) {
    if (weighed.outcome === 'forbidden') await recordEvent(db, refusalOf(publicId, actor, now))
    return weighed
  }
  const read = readAddress(asked.email)
  if (read.state === 'invalid') return { outcome: 'invalid' }
  const isLate = asked.seen !== undefined && weighed.sendings !== asked.seen
  if (read.emailKey === weighed.emailKey)
    return isLate ? { outcome: 'corrected', mailIds: [] } : { outcome: 'same_address' }
  if (isLate) return { outcome: 'changed' }
  const hash = addressHash(keys, read.emailKey)
  const statements = correction(db, keys, publicId, weighed, { ...read, hash }, actor, settings, now)
  const [, , , , letters] = await db.batch(statements)
  if (letters.length > 0) return { outcome: 'corrected', mailIds: letters.map(({ id }) => id) }
  const obstacle = await findObstacle(db, publicId, { ...read, hash }, actor, now)
  // Without one, the invitation itself has changed since it was weighed: weigh it again.
  return obstacle ?? correctAddress(db, keys, publicId, asked, actor, settings, now)
}

function correction(
  db: Database,
  keys: Keys,
  publicId: string,
  { grantId, generation, emailKey }: Weighed,
  to: Address & { hash: string },
  actor: Actor,
  settings: Settings,
  now: number,
) {
  const codeMac = macOfCode(keys, deriveCode(keys, publicId, generation + 1))
  const isCorrectable = sql`public_id = ${publicId} and accepted_at is null and source = 'batch' and letter_id is null
    and email_key = ${emailKey} and grant_id = ${grantId} and generation = ${generation}
    and ${stillHolds(actor)} and not ${hasAccount(to.emailKey)} and ${invitedAs(to.emailKey)} is null and not ${isSuppressed(to.hash)}
    and ${lettersLeft(now, sql`${to.address}`)}`
  const isThis = sql`select 1 from invitations where ${isCorrectable}`
  return [
    db.run(sql`insert into events (at, actor_id, action, subject_type, subject_id)
      select ${now}, ${actor.id}, 'address_corrected', 'invitation', public_id from invitations where ${isCorrectable}`),
    db.run(sql`update mails set state = 'cancelled', lease_until = null
      where state in ('queued', 'sending') and ${mailsOf(publicId)} and exists (${isThis})`),
    db.run(sql`delete from invitation_stops
      where invitation_id in (select id from invitations where ${isCorrectable})`),
    db.run(sql`update invitations set address = ${to.address}, email_key = ${to.emailKey}, code_mac = ${codeMac},
        generation = generation + 1, key_id = ${currentKeyId}, sendings = sendings + 1,
        expires_at = max(expires_at, ${now + settings.expiryDays * dayMs}), remind_at = null, reminded_at = null, delivered_at = null
      where ${isCorrectable}`),
    queueLetter(db, sql`public_id = ${publicId} and code_mac = ${codeMac}`, now),
  ] as const
}

/** What stands against the new address. */
async function findObstacle(
  db: Database,
  publicId: string,
  { address, emailKey, hash }: Address & { hash: string },
  actor: Actor,
  now: number,
): Promise<Correction | null> {
  const [found] = await db.all<{
    allowed: 0 | 1
    account: 0 | 1
    invited: string | null
    suppressed: 0 | 1
    letters: 0 | 1
  }>(sql`
    select ${stillHolds(actor)} as allowed, ${hasAccount(emailKey)} as account, ${invitedAs(emailKey)} as invited, ${isSuppressed(hash)} as suppressed,
      ${lettersLeft(now, sql`${address}`)} as letters
    from invitations where public_id = ${publicId} and email_key <> ${emailKey}`)
  if (!found) return null
  if (found.allowed === 0) return { outcome: 'forbidden' }
  if (found.account === 1) return { outcome: 'has_account' }
  if (found.invited !== null) return { outcome: 'already_invited', invitation: found.invited }
  if (found.suppressed === 1) return { outcome: 'suppressed' }
  return found.letters === 1 ? null : { outcome: 'too_often' }
}

function hasAccount(emailKey: string): SQL {
  return sql`exists (select 1 from users where email = ${emailKey})`
}

function invitedAs(emailKey: string): SQL {
  return sql`(select other.public_id from invitations other where other.email_key = ${emailKey} and other.accepted_at is null)`
}

function isSuppressed(hash: string): SQL {
  return sql`exists (select 1 from suppressions where address_hash = ${hash})`
}

function refusalOf(publicId: string, actor: Actor, now: number) {
  const subject = { subjectType: 'invitation' as const, subjectId: publicId }
  return { at: now, actorId: actor.id, action: 'address_correction_refused', ...subject }
}
