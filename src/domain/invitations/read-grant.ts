import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { jsonList } from '#src/db/json-list.ts'
import type { Standing } from './weigh-invitation.ts'

type Place = { id: number; publicId: string }
/** What an invitation promises, with the groups and projects that still exist. */
export type ReadGrant = { admin: boolean; groups: Place[]; projects: Place[] }
/** The same as a form asks for it, by public ids. */
export type AskedGrant = { admin: boolean; groups: readonly string[]; projects: readonly string[] }

/**
 * Whose promise is not to be changed: who registered was promised nothing, the first administrator is the platform's own guest, and
 * the confirmation of an address promises what its letter code does.
 */
export function isUngrantable({ source, letterId }: Pick<Standing, 'source' | 'letterId'>): boolean {
  return source !== 'batch' || letterId !== null
}

export async function readGrant(db: Database, grantId: number): Promise<ReadGrant> {
  const [row] = await db.all<Row>(sql`select admin,
    ${places(sql`grant_groups link join groups place on place.id = link.group_id where link.grant_id = g.id`)} as groups,
    ${places(sql`grant_projects link join projects place on place.id = link.project_id where link.grant_id = g.id`)} as projects
    from grants g where g.id = ${grantId}`)
  if (!row) throw new Error('A promise has no row')
  return toGrant(row)
}

/** Null where one of these groups or projects does not exist. */
export async function matchGrant(
  db: Database,
  { admin, groups, projects }: AskedGrant,
): Promise<ReadGrant | null> {
  const asked = { groups: new Set(groups), projects: new Set(projects) }
  const chosen = (ids: Set<string>) => sql`where place.public_id in (select value from ${jsonList([...ids])})`
  const [row] = await db.all<Row>(sql`select ${admin ? 1 : 0} as admin,
    ${places(sql`groups place ${chosen(asked.groups)}`)} as groups,
    ${places(sql`projects place ${chosen(asked.projects)}`)} as projects`)
  const found = row && toGrant(row)
  const isWhole = found?.groups.length === asked.groups.size && found.projects.length === asked.projects.size
  return isWhole ? found : null
}

/** A promise as text, by which a form says what it was made for. */
export function sightOf({ admin, groups, projects }: AskedGrant): string {
  const list = (publicIds: readonly string[]) => publicIds.toSorted().join(',')
  return `admin=${admin ? 1 : 0};groups=${list(groups)};projects=${list(projects)}`
}

/** The same promise by public ids. */
export function publicly({ admin, groups, projects }: ReadGrant): AskedGrant {
  const publicIds = (things: Place[]) => things.map(({ publicId }) => publicId)
  return { admin, groups: publicIds(groups), projects: publicIds(projects) }
}

type Row = { admin: 0 | 1; groups: string; projects: string }

function places(from: SQL): SQL {
  return sql`(select json_group_array(json_object('id', place.id, 'publicId', place.public_id)) from ${from})`
}

function toGrant({ admin, groups, projects }: Row): ReadGrant {
  return { admin: admin === 1, groups: JSON.parse(groups), projects: JSON.parse(projects) }
}
