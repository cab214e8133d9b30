import { eq, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { grantGroups, groups, invitations } from '#src/db/schema/index.ts'
import { countMembers } from './count-members.ts'
import type { GroupNames } from './group.ts'
import { type GroupHead, readGroupHead } from './read-group.ts'
import { readSmartGroups } from './smart-groups.ts'

export type Deletion = {
  group: GroupHead
  memberCount: number
  /** Invitations that stand and promise this group. */
  openInvitations: number
  /** Smart groups that ask for membership in this one. */
  restingGroups: (GroupNames & { publicId: string })[]
}

/** What would be lost with a group. No index leads from a group to its invitations: this page alone looks through all. */
export async function weighDeletion(
  db: Database,
  publicId: string,
  { timeZone, now }: { timeZone: string; now: number },
): Promise<Deletion | null> {
  const [group, smart] = await Promise.all([readGroupHead(db, publicId), readSmartGroups(db, timeZone)])
  if (!group) return null
  const promises = db
    .select({ grantId: grantGroups.grantId })
    .from(grantGroups)
    .where(eq(grantGroups.groupId, group.id))
  const [counts, openInvitations, restingGroups] = await Promise.all([
    countMembers(db, [group.id], smart),
    db.$count(
      invitations,
      sql`${invitations.acceptedAt} is null and ${invitations.expiresAt} > ${now}
        and ${invitations.grantId} in ${promises}`,
    ),
    db
      .select({ publicId: groups.publicId, name: groups.name, names: groups.names })
      .from(groups)
      .where(sql`${group.id} in (select value from json_each(${groups.conditions}, '$.groups'))`),
  ])
  return { group, memberCount: counts.get(group.id) ?? 0, openInvitations, restingGroups }
}
