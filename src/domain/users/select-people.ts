import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { type Place, pageRows, readFrom } from '#src/db/paging.ts'
import { type groupMembers, type projectManagers, users } from '#src/db/schema/index.ts'

/** Someone who belongs to a thing, and since when. */
export type LinkedPerson = {
  publicId: string
  email: string
  firstName: string
  lastName: string
  addedAt: number
}

/** The people whom a table of links ties to one thing, those who registered last first; one row more than a page holds. */
export function selectPeople(
  db: Database,
  links: typeof groupMembers | typeof projectManagers,
  isOfThing: SQL,
  place: Place,
) {
  const { sort } = readFrom('descending', place)
  return db
    .select({
      publicId: users.publicId,
      email: users.email,
      firstName: users.firstName,
      lastName: users.lastName,
      addedAt: sql<number>`${links.addedAt}`,
    })
    .from(links)
    .innerJoin(users, eq(users.id, links.userId))
    .where(and(isOfThing, isBeyond(links.userId, place)))
    .orderBy(sort(links.userId))
    .limit(pageRows + 1)
}

/** Whether a user's id lies beyond the person a page begins after or before. */
export function isBeyond(
  userId: typeof users.id | typeof groupMembers.userId | typeof projectManagers.userId,
  place: Place,
): SQL | undefined {
  const anchor = place.before ?? place.after
  const start = sql`(select id from ${users} where public_id = ${anchor})`
  return anchor === undefined ? undefined : readFrom('descending', place).beyond(userId, start)
}
