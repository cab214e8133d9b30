import { and, eq, isNull, ne, or, type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { users } from '#src/db/schema/index.ts'
import { recordEventWhere } from '../events/event.ts'
import { administers, stillAdministers } from './administers.ts'
import type { Actor, Role } from './user.ts'

/**
 * Giving the admin right, and giving up one's own, asks for an explicit yes; giving it also for the own password of whoever gives it
 * (`proveOwnPassword`).
 */
export type AskedRole = { role: Role; isConfirmed: boolean; isProven?: boolean }

export type RoleChange = {
  outcome:
    | 'changed'
    | 'unchanged'
    | 'unconfirmed'
    | 'unproven'
    | 'unknown'
    | 'last_admin'
    /** Whoever asks has just lost the right to. */
    | 'forbidden'
}

/** Gives a person another role. The last administrator stays one, whoever else is being changed at this moment. */
export async function changeRole(
  db: Database,
  publicId: string,
  { role, isConfirmed, isProven = false }: AskedRole,
  actor: Actor,
  now: number,
): Promise<RoleChange> {
  const before = await readRole(db, publicId)
  if (before === undefined) return { outcome: 'unknown' }
  if (before === role) return { outcome: 'unchanged' }
  const isOwnLoss = publicId === actor.publicId && before === 'admin'
  if (isOwnLoss && !(await hasOtherAdmin(db, publicId))) return { outcome: 'last_admin' }
  if ((role === 'admin' || isOwnLoss) && !isConfirmed) return { outcome: 'unconfirmed' }
  if (role === 'admin' && !isProven) return { outcome: 'unproven' }
  return change(db, publicId, role, actor, now)
}

async function change(
  db: Database,
  publicId: string,
  role: Role,
  actor: Actor,
  now: number,
): Promise<RoleChange> {
  const changes = and(
    eq(users.publicId, publicId),
    isNull(users.erasedAt),
    ne(users.role, role),
    or(ne(users.role, 'admin'), sql`(select count(*) from users other where ${isOtherAdmin(publicId)}) > 0`),
    stillAdministers(actor),
  )
  const happens = sql`exists (select 1 from ${users} where ${changes})`
  const event = { at: now, actorId: actor.id, action: 'role_changed', details: { role } }
  const [, changed] = await db.batch([
    recordEventWhere(db, { ...event, subjectType: 'user', subjectId: publicId }, happens),
    db
      .update(users)
      .set({ role, updatedAt: new Date(now) })
      .where(changes)
      .returning({ id: users.id }),
  ])
  return changed.length > 0 ? { outcome: 'changed' } : whyNot(db, publicId, role, actor)
}

async function hasOtherAdmin(db: Database, publicId: string): Promise<boolean> {
  const found = await db.all(sql`select 1 from users other where ${isOtherAdmin(publicId)} limit 1`)
  return found.length > 0
}

function isOtherAdmin(publicId: string): SQL {
  return sql`${administers('other')} and other.public_id <> ${publicId}`
}

async function readRole(db: Database, publicId: string): Promise<Role | undefined> {
  const isThere = and(eq(users.publicId, publicId), isNull(users.erasedAt))
  const [user] = await db.select({ role: users.role }).from(users).where(isThere)
  return user?.role
}

async function whyNot(db: Database, publicId: string, role: Role, actor: Actor): Promise<RoleChange> {
  const now = await readRole(db, publicId)
  if (now === undefined) return { outcome: 'unknown' }
  if (now === role) return { outcome: 'unchanged' }
  const [still] = await db.all(sql`select 1 from ${users} where ${stillAdministers(actor)} limit 1`)
  return { outcome: still ? 'last_admin' : 'forbidden' }
}
