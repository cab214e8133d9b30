import { asc, eq } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { groupMembers, groups, projectManagers, projects } from '#src/db/schema/index.ts'

export type Home = { groups: { name: string }[]; projects: { name: string; description: string }[] }

/** What a member finds on their own page: the groups they belong to and the projects they manage. */
export async function readHome(db: Database, userId: number): Promise<Home> {
  const [ownGroups, ownProjects] = await db.batch([
    db
      .select({ name: groups.name })
      .from(groupMembers)
      .innerJoin(groups, eq(groups.id, groupMembers.groupId))
      .where(eq(groupMembers.userId, userId))
      .orderBy(asc(groups.name)),
    db
      .select({ name: projects.name, description: projects.description })
      .from(projectManagers)
      .innerJoin(projects, eq(projects.id, projectManagers.projectId))
      .where(eq(projectManagers.userId, userId))
      .orderBy(asc(projects.name)),
  ])
  return { groups: ownGroups, projects: ownProjects }
}
