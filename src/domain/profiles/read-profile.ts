import { asc, eq, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { projectManagers, projects, users } from '#src/db/schema/index.ts'
import { readGroupsOf } from '../groups/read-groups-of.ts'
import type { Role } from '../users/user.ts'

type Named = { publicId: string; name: string }

export type UserProfile = {
  publicId: string
  email: string
  firstName: string
  lastName: string
  locale: string
  role: Role
  createdAt: Date
  groups: Named[]
  projects: Named[]
}

/** One registered person with the groups they belong to and the projects they manage. */
export async function readProfile(
  db: Database,
  publicId: string,
  reader: { language: string; timeZone: string },
): Promise<UserProfile | null> {
  const self = sql`(select id from ${users} where public_id = ${publicId})`
  const [found, ownGroups, ownProjects] = await Promise.all([
    db
      .select({
        publicId: users.publicId,
        email: users.email,
        firstName: users.firstName,
        lastName: users.lastName,
        locale: users.locale,
        role: users.role,
        createdAt: users.createdAt,
      })
      .from(users)
      .where(eq(users.publicId, publicId)),
    readGroupsOf(db, self, reader),
    db
      .select({ publicId: projects.publicId, name: projects.name })
      .from(projectManagers)
      .innerJoin(projects, eq(projects.id, projectManagers.projectId))
      .where(eq(projectManagers.userId, self))
      .orderBy(asc(projects.name)),
  ])
  const [user] = found
  return user ? { ...user, groups: ownGroups, projects: ownProjects } : null
}
