import type { Database } from '#src/db/client.ts'
import { projects } from '#src/db/schema/index.ts'
import { type GroupChoice, readGroupChoices } from '../groups/read-group-choices.ts'
import { sortByName } from '../text/sort-by-name.ts'

export type Choice = Omit<GroupChoice, 'names'>

/** All groups and projects a batch can promise, in the reader's alphabetical order. */
export async function readChoices(
  db: Database,
  language: string,
): Promise<{ groups: GroupChoice[]; projects: Choice[] }> {
  const [groupChoices, projectChoices] = await Promise.all([
    readGroupChoices(db, language),
    db.select({ id: projects.id, publicId: projects.publicId, name: projects.name }).from(projects),
  ])
  return { groups: groupChoices, projects: sortByName(projectChoices, language) }
}
