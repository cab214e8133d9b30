import { and, eq, ne, or, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { users } from '#src/db/schema/index.ts'
import { recordEventWhere } from '../events/event.ts'
import type { Actor, Role } from './user.ts'

/** `unconfirmed`: giving the admin right asks for a second, explicit yes. */
export type RoleChange = { outcome: 'changed' | 'unchanged' | 'unconfirmed' | 'unknown' | 'last_admin' }

/** Gives a person another role. The last administrator stays one, whoever else is being changed at this moment. */
export async function changeRole(
  db: Database,
  publicId: string,
  { role, isConfirmed }: { role: Role; isConfirmed: boolean },
  actor: Actor,
  now: number,
): Promise<RoleChange> {
  if (role === 'admin' && !isConfirmed) return { outcome: 'unconfirmed' }
  const admins = sql`(select count(*) from ${users} where role = 'admin')`
  const changes = and(
    eq(users.publicId, publicId),
    ne(users.role, role),
    or(ne(users.role, 'admin'), sql`${admins} > 1`),
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
  return changed.length > 0 ? { outcome: 'changed' } : whyNot(db, publicId, role)
}

async function whyNot(db: Database, publicId: string, role: Role): Promise<RoleChange> {
  const [user] = await db.select({ role: users.role }).from(users).where(eq(users.publicId, publicId))
  if (!user) return { outcome: 'unknown' }
  return { outcome: user.role === role ? 'unchanged' : 'last_admin' }
}
