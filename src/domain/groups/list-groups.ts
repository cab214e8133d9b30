import type { Database } from '#src/db/client.ts'
import { cutPage, type Paged, type Place } from '#src/db/paging.ts'
import { markSharedNames } from '../text/mark-shared-names.ts'
import { sortByName } from '../text/sort-by-name.ts'
import { countFew } from './count-few.ts'
import { countMembers } from './count-members.ts'
import type { GroupKind } from './group.ts'
import { allNames, nameIn } from './name-in.ts'
import { readAllGroups, smartAmong } from './read-all-groups.ts'
import type { SmartGroups } from './smart-groups.ts'

export type ListedGroup = {
  publicId: string
  /** In the reader's language. */
  name: string
  kind: GroupKind
  /** Null where counting takes longer than a list waits. */
  memberCount: number | null
  /** Another group has the same name in some language, case and accents ignored: a sheet that names it is told it is ambiguous. */
  isNameShared: boolean
}

/** `exact`: however long it takes; `few`: only of groups that are soon counted. */
type Counting = 'exact' | 'few'

/** A page of the groups in alphabetical order. A platform has hundreds of groups, not more, so all names are read. */
export async function listGroups(
  db: Database,
  place: Place,
  { language, timeZone }: { language: string; timeZone: string },
  counting: Counting = 'few',
): Promise<Paged<ListedGroup>> {
  const all = await readAllGroups(db)
  const named = all.map((group) => ({ ...group, name: nameIn(group, language), names: allNames(group) }))
  const { rows, ...neighbours } = cutPage(markSharedNames(sortByName(named, language)), place)
  const ids = rows.map(({ id }) => id)
  const counts = await count(db, ids, smartAmong(all, timeZone), counting)
  return {
    ...neighbours,
    rows: rows.map(({ id, publicId, name, kind, isNameShared }) => ({
      ...{ publicId, name, kind, isNameShared },
      memberCount: counts.get(id) ?? null,
    })),
  }
}

async function count(db: Database, ids: readonly number[], smart: SmartGroups, counting: Counting) {
  const { counts } = await (counting === 'few' ? countFew(db, ids, smart) : countMembers(db, ids, smart))
  return counts
}
