import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { nameIn } from '../groups/name-in.ts'
import type { InvitationQuery } from './invitation-query.ts'
import type { OriginBatch } from './read-origins.ts'

/** What tells a batch from the others of its day. */
export type NamedBatch = OriginBatch & { inviter: string }

/** What stands behind the ids of a filter; null where that is not there (any more), absent where the filter names none. */
export type FilterNames = {
  batch?: NamedBatch | null
  group?: string | null
  inviter?: string | null
}

type Named = Pick<InvitationQuery, 'batch' | 'group' | 'inviter'>
export type NameRow = { batch: string | null; group: string | null; inviter: string | null }

/** The names that a filter is told with (views/invitations/filter-words.tsx), in one statement, or none where it needs none. */
export async function readFilterNames(db: Database, query: Named, language: string): Promise<FilterNames> {
  if (!query.batch && !query.group && !query.inviter) return {}
  const [row] = await db.all<NameRow>(sql`select ${nameColumns(query)}`)
  return row ? toNames(row, query, language) : {}
}

/** The parts of a NamedBatch, in a statement about batches. */
export const batchNames = sql`'createdAt', created_at, 'source', source, 'fileName', file_name,
  'inviter', (select name from users where users.id = created_by)`

/** The columns that toNames reads. */
export function nameColumns({ batch, group, inviter }: Named): SQL {
  return sql`
    (select json_object(${batchNames}) from batches where public_id = ${batch ?? null}) as batch,
    (select json_object('name', name, 'names', json(names)) from groups where public_id = ${group ?? null}) as "group",
    (select name from users where public_id = ${inviter ?? null}) as inviter`
}

export function toNames(row: NameRow, { batch, group, inviter }: Named, language: string): FilterNames {
  return {
    ...(batch && { batch: row.batch === null ? null : JSON.parse(row.batch) }),
    ...(group && { group: row.group === null ? null : nameIn(JSON.parse(row.group), language) }),
    ...(inviter && { inviter: row.inviter }),
  }
}
