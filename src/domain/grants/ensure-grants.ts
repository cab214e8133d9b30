import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { jsonList } from '#src/db/json-list.ts'
import { type Grant, grantKey } from './grant.ts'

/** Makes sure that each promise has its row, set-wise, and tells the row's id by the promise's key. */
export async function ensureGrants(db: Database, grants: readonly Grant[]): Promise<Map<string, number>> {
  const distinct = [...new Map(grants.map((grant) => [grantKey(grant), grant]))]
  if (distinct.length === 0) return new Map()
  const rows = distinct.map(([key, { admin }]) => ({ key, admin }))
  const [found] = await db.batch([
    db.all<{ id: number; key: string }>(sql`insert into grants (content_key, admin)
      select value ->> 'key', value ->> 'admin' from ${jsonList(rows)}
      where true on conflict do update set admin = excluded.admin returning id, content_key as key`),
    ...(distinct.some(([, { groups }]) => groups.length > 0) ? [linkGroups(db, distinct)] : []),
    ...(distinct.some(([, { projects }]) => projects.length > 0) ? [linkProjects(db, distinct)] : []),
  ])
  return new Map(found.map(({ id, key }) => [key, id]))
}

type Keyed = readonly [string, Grant]

function linkGroups(db: Database, grants: readonly Keyed[]) {
  const links = grants.flatMap(([key, { groups }]) => groups.map((id) => ({ key, id })))
  return db.run(sql`insert into grant_groups (grant_id, group_id)
    select g.id, linked.id from ${jsonList(links)} as link
    join grants g on g.content_key = link.value ->> 'key'
    join groups linked on linked.id = link.value ->> 'id'
    where true on conflict do nothing`)
}

function linkProjects(db: Database, grants: readonly Keyed[]) {
  const links = grants.flatMap(([key, { projects }]) => projects.map((id) => ({ key, id })))
  return db.run(sql`insert into grant_projects (grant_id, project_id)
    select g.id, linked.id from ${jsonList(links)} as link
    join grants g on g.content_key = link.value ->> 'key'
    join projects linked on linked.id = link.value ->> 'id'
    where true on conflict do nothing`)
}
