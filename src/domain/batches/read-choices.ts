import type { Database } from '#src/db/client.ts'
import { groups, projects } from '#src/db/schema/index.ts'
import { sortByName } from '../text/sort-by-name.ts'

export type Choice = { id: number; publicId: string; name: string }

/** All groups and projects a batch can promise, in the reader's alphabetical order. */
export async function readChoices(
  db: Database,
  language: string,
): Promise<{ groups: Choice[]; projects: Choice[] }> {
  const [groupChoices, projectChoices] = await db.batch([
    db.select({ id: groups.id, publicId: groups.publicId, name: groups.name }).from(groups),
    db.select({ id: projects.id, publicId: projects.publicId, name: projects.name }).from(projects),
  ])
  return {
    groups: sortByName(groupChoices, language),
    projects: sortByName(projectChoices, language),
  }
}
