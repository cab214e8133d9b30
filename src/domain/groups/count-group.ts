import type { Database } from '#src/db/client.ts'
import { countMembers } from './count-members.ts'
import { type GroupHead, readAllGroups, smartAmong } from './read-all-groups.ts'

/** How many members a group has: looks at each link, or at each person. */
export async function countGroup(
  db: Database,
  publicId: string,
  timeZone: string,
): Promise<{ group: GroupHead; memberCount: number } | null> {
  const all = await readAllGroups(db)
  const group = all.find((one) => one.publicId === publicId)
  if (!group) return null
  const { counts } = await countMembers(db, [group.id], smartAmong(all, timeZone))
  return { group, memberCount: counts.get(group.id) ?? 0 }
}
