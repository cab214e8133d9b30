import { desc, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { groups, projects, users } from '#src/db/schema/index.ts'

export type Overview = {
  groups: number
  projects: number
  admins: number
  newest: { publicId: string; firstName: string; lastName: string; createdAt: Date }[]
}

/** How many people the first page of the panel greets as newly arrived. */
const newestMax = 5

/** What the first page of the panel tells; only counts that stay cheap however many people there are. */
export async function readOverview(db: Database): Promise<Overview> {
  const [counts, newest] = await db.batch([
    db.all<{ groups: number; projects: number; admins: number }>(sql`select
      (select count(*) from ${groups}) as groups,
      (select count(*) from ${projects}) as projects,
      (select count(*) from ${users} where role = 'admin') as admins`),
    db
      .select({
        publicId: users.publicId,
        firstName: users.firstName,
        lastName: users.lastName,
        createdAt: users.createdAt,
      })
      .from(users)
      .orderBy(desc(users.id))
      .limit(newestMax),
  ])
  return { ...(counts[0] ?? { groups: 0, projects: 0, admins: 0 }), newest }
}
