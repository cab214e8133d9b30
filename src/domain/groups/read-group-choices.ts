import type { Database } from '#src/db/client.ts'
import { groups } from '#src/db/schema/index.ts'
import { sortByName } from '../text/sort-by-name.ts'
import type { GroupNames } from './group.ts'
import { allNames, nameIn } from './name-in.ts'

/** A group by the name its reader knows; `names` are all it answers to. */
export type GroupChoice = { id: number; publicId: string; name: string; names: readonly string[] }

type Known = GroupNames & { id: number; publicId: string }

/** All groups in the reader's language and alphabetical order. */
export async function readGroupChoices(db: Database, language: string): Promise<GroupChoice[]> {
  const all = await db
    .select({ id: groups.id, publicId: groups.publicId, name: groups.name, names: groups.names })
    .from(groups)
  return choicesAmong(all, language)
}

export function choicesAmong(all: readonly Known[], language: string): GroupChoice[] {
  const choices = all.map((group) => ({
    ...{ id: group.id, publicId: group.publicId },
    name: nameIn(group, language),
    names: allNames(group),
  }))
  return sortByName(choices, language)
}
