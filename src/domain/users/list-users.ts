import { and, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { type Paged, type Place, pageRows, readFrom, toPage } from '#src/db/paging.ts'
import { users } from '#src/db/schema/index.ts'
import { containsTyped } from '#src/db/search.ts'
import type { Role } from './user.ts'

export type ListedUser = {
  publicId: string
  email: string
  firstName: string
  lastName: string
  role: Role
  createdAt: Date
}

/** A page of the people registered, newest first, whose name or address contains what was typed. */
export async function listUsers(
  db: Database,
  { typed = '', ...place }: Place & { typed?: string },
): Promise<Paged<ListedUser>> {
  const { beyond, sort } = readFrom('descending', place)
  const anchor = place.before ?? place.after
  const start = sql`(select id from ${users} where public_id = ${anchor})`
  const text = sql`(${users.email} || ' ' || ${users.firstName} || ' ' || ${users.lastName})`
  const found = await db
    .select({
      publicId: users.publicId,
      email: users.email,
      firstName: users.firstName,
      lastName: users.lastName,
      role: users.role,
      createdAt: users.createdAt,
    })
    .from(users)
    .where(and(containsTyped(text, typed), anchor === undefined ? undefined : beyond(users.id, start)))
    .orderBy(sort(users.id))
    .limit(pageRows + 1)
  return toPage(found, place)
}
