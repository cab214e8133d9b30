import { count, inArray, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { jsonList } from '#src/db/json-list.ts'
import { cutPage, type Paged, type Place } from '#src/db/paging.ts'
import { projectManagers, projects } from '#src/db/schema/index.ts'
import { markSharedNames } from '../text/mark-shared-names.ts'
import { sortByName } from '../text/sort-by-name.ts'

export type ListedProject = {
  publicId: string
  name: string
  managerCount: number
  /** Another project has the same name, case and accents ignored. */
  isNameShared: boolean
}

/** A page of the projects in alphabetical order; like the groups, there are hundreds at most. */
export async function listProjects(
  db: Database,
  place: Place,
  language: string,
): Promise<Paged<ListedProject>> {
  const all = await db
    .select({ id: projects.id, publicId: projects.publicId, name: projects.name })
    .from(projects)
  const { rows, ...neighbours } = cutPage(markSharedNames(sortByName(all, language)), place)
  const ids = jsonList(rows.map((project) => project.id))
  const counts = await db
    .select({ projectId: projectManagers.projectId, managers: count() })
    .from(projectManagers)
    .where(inArray(projectManagers.projectId, sql`(select value from ${ids})`))
    .groupBy(projectManagers.projectId)
  const countOf = new Map(counts.map(({ projectId, managers }) => [projectId, managers]))
  return {
    ...neighbours,
    rows: rows.map(({ id, ...project }) => ({ ...project, managerCount: countOf.get(id) ?? 0 })),
  }
}
