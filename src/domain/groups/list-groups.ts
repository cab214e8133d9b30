import { count, inArray, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { jsonList } from '#src/db/json-list.ts'
import { cutPage, type Paged, type Place } from '#src/db/paging.ts'
import { groupMembers, groups } from '#src/db/schema/index.ts'
import { markSharedNames } from '../text/mark-shared-names.ts'
import { sortByName } from '../text/sort-by-name.ts'
import type { GroupKind } from './group.ts'

export type ListedGroup = {
  publicId: string
  name: string
  kind: GroupKind
  memberCount: number
  /** Another group has the same name, case and accents ignored: a sheet that names it is told it is ambiguous. */
  isNameShared: boolean
}

/** A page of the groups in alphabetical order. A platform has hundreds of groups, not more, so all names are read. */
export async function listGroups(db: Database, place: Place, language: string): Promise<Paged<ListedGroup>> {
  const all = await db
    .select({ id: groups.id, publicId: groups.publicId, name: groups.name, kind: groups.kind })
    .from(groups)
  const { rows, ...neighbours } = cutPage(markSharedNames(sortByName(all, language)), place)
  const ids = jsonList(rows.map((group) => group.id))
  const counts = await db
    .select({ groupId: groupMembers.groupId, members: count() })
    .from(groupMembers)
    .where(inArray(groupMembers.groupId, sql`(select value from ${ids})`))
    .groupBy(groupMembers.groupId)
  const countOf = new Map(counts.map(({ groupId, members }) => [groupId, members]))
  return {
    ...neighbours,
    rows: rows.map(({ id, ...group }) => ({ ...group, memberCount: countOf.get(id) ?? 0 })),
  }
}
