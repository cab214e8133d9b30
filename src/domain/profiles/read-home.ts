import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { type OwnGroup, readGroupsOf } from '../groups/read-groups-of.ts'

type OwnProject = { name: string; description: string }

export type Home = { groups: OwnGroup[]; projects: OwnProject[] }

/** What a member finds on their own page: the groups they belong to and the projects they manage. */
export async function readHome(
  db: Database,
  userId: number,
  reader: { language: string; timeZone: string },
): Promise<Home> {
  const { groups, beside } = await readGroupsOf(db, sql`${userId}`, reader, projects)
  return { groups, projects: beside === null ? [] : (JSON.parse(beside) as OwnProject[]) } // -- made by projects
}

const projects = sql`(select json_group_array(json_object('name', name, 'description', description)) from (
  select p.name, p.description from project_managers m join projects p on p.id = m.project_id
  where m.user_id = users.id order by p.name))`
