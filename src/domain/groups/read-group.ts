import { and, count, eq, type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { type Paged, type Place, pageRows, readFrom, toPage } from '#src/db/paging.ts'
import { groupMembers, groups, users } from '#src/db/schema/index.ts'
import type { GroupKind } from './group.ts'

export type Member = { publicId: string; email: string; firstName: string; lastName: string; addedAt: number }

export type Group = {
  publicId: string
  name: string
  kind: GroupKind
  createdAt: number
  memberCount: number
  members: Paged<Member>
}

/** One group with a page of its members, those who registered last first. */
export async function readGroup(db: Database, publicId: string, place: Place): Promise<Group | null> {
  const self = sql`(select id from ${groups} where public_id = ${publicId})`
  const [found, counts, members] = await db.batch([
    db
      .select({
        publicId: groups.publicId,
        name: groups.name,
        kind: groups.kind,
        createdAt: groups.createdAt,
      })
      .from(groups)
      .where(eq(groups.publicId, publicId)),
    db.select({ members: count() }).from(groupMembers).where(eq(groupMembers.groupId, self)),
    selectMembers(db, self, place),
  ])
  const [group] = found
  return group ? { ...group, memberCount: counts[0]?.members ?? 0, members: toPage(members, place) } : null
}

function selectMembers(db: Database, self: SQL, place: Place) {
  const { beyond, sort } = readFrom('descending', place)
  const anchor = place.before ?? place.after
  const start = sql`(select id from ${users} where public_id = ${anchor})`
  const isBeyond = anchor === undefined ? undefined : beyond(groupMembers.userId, start)
  return db
    .select({
      publicId: users.publicId,
      email: users.email,
      firstName: users.firstName,
      lastName: users.lastName,
      addedAt: groupMembers.addedAt,
    })
    .from(groupMembers)
    .innerJoin(users, eq(users.id, groupMembers.userId))
    .where(and(eq(groupMembers.groupId, self), isBeyond))
    .orderBy(sort(groupMembers.userId))
    .limit(pageRows + 1)
}
