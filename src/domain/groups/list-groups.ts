import type { Database } from '#src/db/client.ts'
import { cutPage, type Paged, type Place } from '#src/db/paging.ts'
import { groups } from '#src/db/schema/index.ts'
import { markSharedNames } from '../text/mark-shared-names.ts'
import { sortByName } from '../text/sort-by-name.ts'
import { countMembers } from './count-members.ts'
import type { GroupKind } from './group.ts'
import { allNames, nameIn } from './name-in.ts'
import { conditionsById } from './smart-groups.ts'

export type ListedGroup = {
  publicId: string
  /** In the reader's language. */
  name: string
  kind: GroupKind
  memberCount: number
  /** Another group has the same name in some language, case and accents ignored: a sheet that names it is told it is ambiguous. */
  isNameShared: boolean
}

/** A page of the groups in alphabetical order. A platform has hundreds of groups, not more, so all names are read. */
export async function listGroups(
  db: Database,
  place: Place,
  { language, timeZone }: { language: string; timeZone: string },
): Promise<Paged<ListedGroup>> {
  const all = await db
    .select({
      id: groups.id,
      publicId: groups.publicId,
      name: groups.name,
      names: groups.names,
      kind: groups.kind,
      conditions: groups.conditions,
    })
    .from(groups)
  const named = all.map((group) => ({ ...group, name: nameIn(group, language), names: allNames(group) }))
  const { rows, ...neighbours } = cutPage(markSharedNames(sortByName(named, language)), place)
  const ids = rows.map(({ id }) => id)
  const counts = await countMembers(db, ids, { conditions: conditionsById(all), timeZone })
  return {
    ...neighbours,
    rows: rows.map(({ id, publicId, name, kind, isNameShared }) => ({
      ...{ publicId, name, kind, isNameShared },
      memberCount: counts.get(id) ?? 0,
    })),
  }
}
