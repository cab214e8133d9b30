import { type SQL, sql } from 'drizzle-orm'

/**
 * Whether the person of a row of `users`, under the name it has in a statement, holds the administrators' rights: who was
 * deactivated keeps the role and has none of its power. Served by the index of administrators.
 */
export function administers(user: 'users' | 'inviter' | 'other' | 'actor'): SQL {
  const column = (name: string) => sql.raw(`${user}.${name}`)
  return sql`(${column('role')} = 'admin' and ${column('deactivated_at')} is null)`
}
