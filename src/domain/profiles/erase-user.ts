import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { jsonList } from '#src/db/json-list.ts'
import { withoutSearch } from '../bulk-actions/bulk-slice.ts'
import { recordEventWhere } from '../events/event.ts'
import { emailKeyOf } from '../invitations/address.ts'
import { stillAdministers } from '../users/administers.ts'
import type { Actor } from '../users/user.ts'
import { eraseRows } from './erase-rows.ts'
import { findTraces, type Traces } from './find-traces.ts'

/** `oneself`: so there is always an administrator left. */
export type Erasure = { outcome: 'erased' | 'oneself' | 'forbidden' | 'unknown' }

/** What stands where the address of an erased person stood: unique, and no mail can go there (RFC 2606). */
function stubOf(publicId: string): string {
  return `erased-${publicId}@erased.invalid`
}

/**
 * Erases a person on request, in one transaction (decision 021). The row of the account stays as a stub, because the journal,
 * invitations and batches point at it. The address is free: whoever has it may be invited, or register, as anybody else.
 */
export async function eraseUser(
  db: Database,
  publicId: string,
  actor: Actor,
  { defaultLanguage }: { defaultLanguage: string },
  now: number,
): Promise<Erasure> {
  if (publicId === actor.publicId) return { outcome: 'oneself' }
  const traces = await findTraces(db, publicId)
  if (!traces) return { outcome: 'unknown' }
  const stub = stubOf(publicId)
  const isMeant = sql`public_id = ${publicId} and email = ${traces.email} and ${stillAdministers(actor)}`
  const erased = sql`(select id from users where public_id = ${publicId} and erased_at = ${now})`
  const isErased = sql`exists ${erased}`
  const event = { at: now, actorId: actor.id, action: 'user_erased', subjectType: 'user' } as const
  const [, stubs] = await db.batch([
    recordEventWhere(
      db,
      { ...event, subjectId: publicId, details: { invitations: traces.invitations.length } },
      sql`exists (select 1 from users where ${isMeant})`,
    ),
    db.all(sql`update users set email = ${stub}, first_name = '', last_name = '', image = null,
        locale = ${defaultLanguage}, role = 'member', deactivated_at = null, erased_at = ${now}, updated_at = ${now}
      where ${isMeant} returning id`),
    ...closeAccount(db, traces, erased, isErased),
    ...eraseRows(db, traces, stub, isErased),
    ...eraseMails(db, traces, isErased),
    ...eraseInvitations(db, traces, actor, erased, isErased, now),
    ...rewriteIndexes(db),
    db.run(
      sql`update bulk_actions set filter = ${withoutSearch} where ${isErased} and filter ->> 'q' is not null`,
    ),
  ])
  return { outcome: stubs.length > 0 ? 'erased' : 'forbidden' }
}

/** What was deleted from an index stays somewhere in its segments; written anew, it holds what the tables say and nothing else. */
function rewriteIndexes(db: Database) {
  return [
    db.run(sql`insert into user_index (user_index) values ('rebuild')`),
    db.run(sql`insert into invitation_index (invitation_index) values ('rebuild')`),
  ]
}

function closeAccount(db: Database, { email }: Traces, erased: SQL, isErased: SQL) {
  const tables = ['sessions', 'accounts', 'group_members', 'project_managers']
  return [
    ...tables.map((table) => db.run(sql`delete from ${sql.identifier(table)} where user_id = ${erased}`)),
    db.run(sql`delete from verifications where value = cast(${erased} as text)`),
    db.run(sql`delete from sign_in_failures where email = ${email} and ${isErased}`),
  ]
}

/** Also mails of invitations that were deleted: no index knows them, so all mails are walked through. */
function eraseMails(db: Database, { publicId, invitations, email, addresses }: Traces, isErased: SQL) {
  const erase = (isTheirs: SQL) =>
    db.run(sql`update mails set address = '', state = iif(state in ('queued', 'sending'), 'cancelled', state), lease_until = null
      where ${isErased} and ${isTheirs}`)
  return [
    erase(sql`id in (select one.id from ${jsonList([publicId, ...invitations])} owner
      join mails one on one.dedupe_key >= owner.value || '/' and one.dedupe_key < owner.value || '0')`),
    erase(sql`(lower(address) = ${email}
      or address in (select value from ${jsonList(ownSpellings(addresses, email))}))`),
  ]
}

/** Of corrected addresses, which may be somebody else's, only those mails that were about this person are theirs. */
function ownSpellings(addresses: readonly string[], email: string): string[] {
  return addresses.filter((address) => emailKeyOf(address) === email)
}

/** Accepted invitations go on counting and say nothing about anybody; an open one is deleted. */
function eraseInvitations(
  db: Database,
  { email }: Traces,
  actor: Actor,
  erased: SQL,
  isErased: SQL,
  now: number,
) {
  const isOpen = sql`email_key = ${email} and accepted_at is null and ${isErased}`
  return [
    db.run(sql`update invitation_stops set note = null where note is not null and exists (
      select 1 from invitations i where i.id = invitation_stops.invitation_id and i.accepted_by = ${erased})`),
    db.run(sql`insert into events (at, actor_id, action, subject_type, subject_id)
      select ${now}, ${actor.id}, 'invitation_deleted', 'invitation', public_id from invitations where ${isOpen}`),
    db.run(sql`delete from invitations where ${isOpen}`),
    db.run(sql`update invitations set address = null, email_key = null, first_name = null, last_name = null, message = null,
      postal_address = null, code_tail = null, remind_at = null, erased_at = ${now} where accepted_by = ${erased}`),
  ]
}
