import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import type { Actor } from './user.ts'

/**
 * Whether the person of a row of `users`, under the name it has in a statement, holds the administrators' rights: who was
 * deactivated keeps the role and has none of its power. Served by the index of administrators.
 */
export function administers(user: 'users' | 'inviter' | 'other' | 'actor'): SQL {
  const column = (name: string) => sql.raw(`${user}.${name}`)
  return sql`(${column('role')} = 'admin' and ${column('deactivated_at')} is null)`
}

/**
 * Whether whoever acts still has the role by which it was allowed to them. Asked in the same statement as the change, because it may
 * have been taken from them since the request began.
 */
export function stillHolds({ id, role }: Pick<Actor, 'id' | 'role'>): SQL {
  return sql`exists (select 1 from users actor where actor.id = ${id} and actor.role = ${role} and actor.deactivated_at is null)`
}

/** The same by itself, to say why a guarded change did not happen. */
export async function isStillAllowed(db: Database, actor: Pick<Actor, 'id' | 'role'>): Promise<boolean> {
  const found = await db.all(sql`select 1 where ${stillHolds(actor)}`)
  return found.length > 0
}

/** Asked in the same statement as a change, because of two administrators who act on each other one must come too late. */
export function stillAdministers({ id }: Pick<Actor, 'id'>): SQL {
  return sql`exists (select 1 from users actor where actor.id = ${id} and ${administers('actor')})`
}
