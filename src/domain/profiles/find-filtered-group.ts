import { eq } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { groups } from '#src/db/schema/index.ts'
import { readSmartGroups } from '../groups/smart-groups.ts'
import type { FilteredGroup } from './match-users.ts'

/** The group that a filter names by its public id, with what decides who is in it. */
export async function findFilteredGroup(
  db: Database,
  publicId: string | undefined,
  timeZone: string,
): Promise<FilteredGroup> {
  if (publicId === undefined) return null
  const [found, smart] = await Promise.all([
    db.select({ id: groups.id }).from(groups).where(eq(groups.publicId, publicId)),
    readSmartGroups(db, timeZone),
  ])
  const [group] = found
  return group ? { id: group.id, smart } : null
}
