import { asc, eq, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { projectManagers, projects } from '#src/db/schema/index.ts'
import { type OwnGroup, readGroupsOf } from '../groups/read-groups-of.ts'

export type Home = { groups: OwnGroup[]; projects: { name: string; description: string }[] }

/** What a member finds on their own page: the groups they belong to and the projects they manage. */
export async function readHome(
  db: Database,
  userId: number,
  reader: { language: string; timeZone: string },
): Promise<Home> {
  const [ownGroups, ownProjects] = await Promise.all([
    readGroupsOf(db, sql`${userId}`, reader),
    db
      .select({ name: projects.name, description: projects.description })
      .from(projectManagers)
      .innerJoin(projects, eq(projects.id, projectManagers.projectId))
      .where(eq(projectManagers.userId, userId))
      .orderBy(asc(projects.name)),
  ])
  return { groups: ownGroups, projects: ownProjects }
}
