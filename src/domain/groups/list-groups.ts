import type { Database } from '#src/db/client.ts'
import { cutPage, type Paged, type Place } from '#src/db/paging.ts'
import { markSharedNames } from '../text/mark-shared-names.ts'
import { sortByName } from '../text/sort-by-name.ts'
import type { GroupKind } from './group.ts'
import { allNames, nameIn } from './name-in.ts'
import { readAllGroups } from './read-all-groups.ts'

export type ListedGroup = {
  publicId: string
  /** In the reader's language. */
  name: string
  kind: GroupKind
  /** Null for a smart group that has yet to be counted. */
  memberCount: number | null
  /** Another group has the same name in some language, case and accents ignored: a sheet that names it is told it is ambiguous. */
  isNameShared: boolean
}

/** A page of the groups in alphabetical order. A platform has hundreds of groups, not more, so all names are read. */
export async function listGroups(db: Database, place: Place, language: string): Promise<Paged<ListedGroup>> {
  const all = await readAllGroups(db)
  const named = all.map((group) => ({ ...group, name: nameIn(group, language), names: allNames(group) }))
  const { rows, ...neighbours } = cutPage(markSharedNames(sortByName(named, language)), place)
  return {
    ...neighbours,
    rows: rows.map(({ publicId, name, kind, memberCount, isNameShared }) => ({
      ...{ publicId, name, kind, memberCount, isNameShared },
    })),
  }
}
