import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { jsonList } from '#src/db/json-list.ts'
import { namesIn } from '../groups/name-in.ts'
import { missingIn, namesKeptMax } from './read-origins.ts'

/** What an invitation grants, by name. */
export type Promised = { admin: boolean; groups: readonly string[]; projects: readonly string[] }

type Row = { grantId: number }

const nothing: Promised = { admin: false, groups: [], projects: [] }

/** Reads what invitations grant, page by page and each promise once: thousands share theirs. */
export function rememberPromises(
  db: Database,
  language: string,
): (rows: readonly Row[]) => Promise<(row: Row) => Promised> {
  const known = new Map<number, Promised>()
  return async function readPromises(rows) {
    if (known.size > namesKeptMax) known.clear()
    const missing = missingIn(known, rows, ({ grantId }) => grantId)
    const found = missing.length > 0 ? await selectPromises(db, missing) : []
    for (const { id, admin, groups, projects } of found)
      known.set(id, {
        admin: admin === 1,
        groups: namesIn(JSON.parse(groups), language),
        projects: JSON.parse(projects),
      })
    return ({ grantId }) => known.get(grantId) ?? nothing
  }
}

function selectPromises(db: Database, ids: readonly number[]) {
  return db.all<{ id: number; admin: 0 | 1; groups: string; projects: string }>(sql`
    select g.id, g.admin,
      (select json_group_array(json_object('name', name, 'names', json(names))) from grant_groups link
        join groups on groups.id = link.group_id where link.grant_id = g.id) as groups,
      (select json_group_array(name order by name) from grant_projects link
        join projects on projects.id = link.project_id where link.grant_id = g.id) as projects
    from ${jsonList(ids)} as asked join grants g on g.id = asked.value`)
}
