import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { jsonList } from '#src/db/json-list.ts'
import { namesIn } from '../groups/name-in.ts'

/** What stands in other tables about an invitation. */
export type ExportNames = {
  admin: boolean
  groups: readonly string[]
  projects: readonly string[]
  inviter: string | null
  batch: ExportedBatch | null
}

export type ExportedBatch = {
  source: 'addresses' | 'workbook' | 'codes'
  fileName: string | null
  createdAt: number
}

type Row = { grantId: number; batchId: number | null; inviterId: number | null }
type Promised = Pick<ExportNames, 'admin' | 'groups' | 'projects'>
type Known = {
  promises: Map<number, Promised>
  inviters: Map<number, string>
  batches: Map<number, ExportedBatch>
}

/** Names kept of each kind; thousands of invitations share theirs. */
const keptMax = 20_000
const nothing: Promised = { admin: false, groups: [], projects: [] }

/** Reads names page by page, each once. */
export function rememberNames(
  db: Database,
  language: string,
): (rows: readonly Row[]) => Promise<(row: Row) => ExportNames> {
  const known: Known = { promises: new Map(), inviters: new Map(), batches: new Map() }
  return async function readNames(rows) {
    for (const kind of Object.values(known)) if (kind.size > keptMax) kind.clear()
    await addMissing(db, known, rows, language)
    return ({ grantId, batchId, inviterId }) => ({
      ...(known.promises.get(grantId) ?? nothing),
      inviter: known.inviters.get(inviterId ?? 0) ?? null,
      batch: known.batches.get(batchId ?? 0) ?? null,
    })
  }
}

async function addMissing(db: Database, known: Known, rows: readonly Row[], language: string) {
  const grants = missing(known.promises, rows, ({ grantId }) => grantId)
  const inviters = missing(known.inviters, rows, ({ inviterId }) => inviterId)
  const batches = missing(known.batches, rows, ({ batchId }) => batchId)
  if (grants.length + inviters.length + batches.length === 0) return
  const [promised, people, lists] = await db.batch([
    selectPromises(db, grants),
    db.all<{ id: number; name: string | null }>(sql`
      select u.id, u.name from ${jsonList(inviters)} as asked join users u on u.id = asked.value`),
    db.all<ExportedBatch & { id: number }>(sql`
      select b.id, b.source, b.file_name as fileName, b.created_at as createdAt
      from ${jsonList(batches)} as asked join batches b on b.id = asked.value`),
  ])
  for (const { id, admin, groups, projects } of promised)
    known.promises.set(id, {
      admin: admin === 1,
      groups: namesIn(JSON.parse(groups), language),
      projects: JSON.parse(projects),
    })
  for (const { id, name } of people) known.inviters.set(id, name ?? '')
  for (const { id, ...batch } of lists) known.batches.set(id, batch)
}

function missing(
  known: ReadonlyMap<number, unknown>,
  rows: readonly Row[],
  idOf: (row: Row) => number | null,
) {
  const ids = new Set(rows.map(idOf).filter((id) => id !== null))
  return [...ids].filter((id) => !known.has(id))
}

type PromiseRow = { id: number; admin: 0 | 1; groups: string; projects: string }

function selectPromises(db: Database, ids: readonly number[]) {
  return db.all<PromiseRow>(sql`
    select g.id, g.admin,
      (select json_group_array(json_object('name', name, 'names', json(names))) from grant_groups link
        join groups on groups.id = link.group_id where link.grant_id = g.id) as groups,
      (select json_group_array(name order by name) from grant_projects link
        join projects on projects.id = link.project_id where link.grant_id = g.id) as projects
    from ${jsonList(ids)} as asked join grants g on g.id = asked.value`)
}
