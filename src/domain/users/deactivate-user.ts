import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { recordEventWhere } from '../events/event.ts'
import { stillAdministers } from './administers.ts'
import type { Actor } from './user.ts'

/** `oneself`: nobody locks themselves out, and so there is always an administrator left. */
export type Deactivation = { outcome: 'deactivated' | 'unchanged' | 'oneself' | 'forbidden' | 'unknown' }
export type Activation = { outcome: 'activated' | 'unproven' | 'unchanged' | 'forbidden' | 'unknown' }

/**
 * Takes the right to sign in away, until it is given back: sessions end at once and links to a new password are dead. What the
 * person was given stays, without power (`administers`).
 */
export async function deactivateUser(
  db: Database,
  publicId: string,
  actor: Actor,
  now: number,
): Promise<Deactivation> {
  if (publicId === actor.publicId) return { outcome: 'oneself' }
  const isMeant = sql`public_id = ${publicId} and deactivated_at is null and erased_at is null and ${stillAdministers(actor)}`
  const isClosed = sql`(select id from users where public_id = ${publicId} and deactivated_at is not null)`
  const [, closed] = await db.batch([
    record(db, 'user_deactivated', publicId, actor, now, isMeant),
    db.all(sql`update users set deactivated_at = ${now}, updated_at = ${now} where ${isMeant} returning id`),
    db.run(sql`delete from sessions where user_id = ${isClosed}`),
    // Better Auth keeps the id as text; those rows live for an hour, so there are few.
    db.run(sql`delete from verifications where value = cast(${isClosed} as text)`),
  ])
  return closed.length > 0 ? { outcome: 'deactivated' } : { outcome: await whyNot(db, publicId, actor) }
}

/**
 * Lets a person sign in again, with the role, the groups and the projects they had. Of an administrator that gives the admin right back,
 * so it asks for the own password of whoever does it (`proveOwnPassword`), as giving it does.
 */
export async function activateUser(
  db: Database,
  publicId: string,
  { isProven }: { isProven: boolean },
  actor: Actor,
  now: number,
): Promise<Activation> {
  const isInactive = sql`public_id = ${publicId} and deactivated_at is not null and erased_at is null and ${stillAdministers(actor)}`
  const isMeant = isProven ? isInactive : sql`${isInactive} and role <> 'admin'`
  const [, opened] = await db.batch([
    record(db, 'user_activated', publicId, actor, now, isMeant),
    db.all(sql`update users set deactivated_at = null, updated_at = ${now} where ${isMeant} returning id`),
  ])
  if (opened.length > 0) return { outcome: 'activated' }
  const [unproven] = await db.all(sql`select 1 from users where ${isInactive} limit 1`)
  return { outcome: unproven ? 'unproven' : await whyNot(db, publicId, actor) }
}

function record(db: Database, action: string, publicId: string, actor: Actor, at: number, isMeant: SQL) {
  const event = { at, actorId: actor.id, action, subjectType: 'user', subjectId: publicId } as const
  return recordEventWhere(db, event, sql`exists (select 1 from users where ${isMeant})`)
}

async function whyNot(db: Database, publicId: string, actor: Actor) {
  const [found] = await db.all<{ isAdmin: 0 | 1 }>(
    sql`select ${stillAdministers(actor)} as isAdmin from users where public_id = ${publicId} and erased_at is null`,
  )
  if (!found) return 'unknown'
  return found.isAdmin ? 'unchanged' : 'forbidden'
}
