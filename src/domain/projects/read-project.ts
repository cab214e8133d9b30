import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { type Paged, type Place, pageRows, readFrom, toPage } from '#src/db/paging.ts'
import { projectManagers, projects, users } from '#src/db/schema/index.ts'

export type ProjectManager = {
  publicId: string
  email: string
  firstName: string
  lastName: string
  addedAt: number
}

export type Project = {
  publicId: string
  name: string
  description: string
  createdAt: number
  managers: Paged<ProjectManager>
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
    selectManagers(db, self, place),
  ])
  const [project] = found
  return project ? { ...project, managers: toPage(managers, place) } : null
}

function selectManagers(db: Database, self: SQL, place: Place) {
  const { beyond, sort } = readFrom('descending', place)
  const anchor = place.before ?? place.after
  const start = sql`(select id from ${users} where public_id = ${anchor})`
  const isBeyond = anchor === undefined ? undefined : beyond(projectManagers.userId, start)
  return db
    .select({
      publicId: users.publicId,
      email: users.email,
      firstName: users.firstName,
      lastName: users.lastName,
      addedAt: projectManagers.addedAt,
    })
    .from(projectManagers)
    .innerJoin(users, eq(users.id, projectManagers.userId))
    .where(and(eq(projectManagers.projectId, self), isBeyond))
    .orderBy(sort(projectManagers.userId))
    .limit(pageRows + 1)
}
