import { eq, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { type Paged, type Place, toPage } from '#src/db/paging.ts'
import { projectManagers, projects } from '#src/db/schema/index.ts'
import { type LinkedPerson, selectPeople } from '../users/select-people.ts'

export type Project = {
  publicId: string
  name: string
  description: string
  createdAt: number
  managers: Paged<LinkedPerson>
}

/** One project with a page of the people who manage it, those who registered last first. */
export async function readProject(db: Database, publicId: string, place: Place): Promise<Project | null> {
  const self = sql`(select id from ${projects} where public_id = ${publicId})`
  const [found, managers] = await db.batch([
    db
      .select({
        publicId: projects.publicId,
        name: projects.name,
        description: projects.description,
        createdAt: projects.createdAt,
      })
      .from(projects)
      .where(eq(projects.publicId, publicId)),
    selectPeople(db, projectManagers, eq(projectManagers.projectId, self), place),
  ])
  const [project] = found
  return project ? { ...project, managers: toPage(managers, place) } : null
}
