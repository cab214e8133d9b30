import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { nameIn } from '../groups/name-in.ts'
import type { InvitationQuery } from './invitation-query.ts'

/** What stands behind the ids of a filter; null where that is not there (any more), absent where the filter names none. */
export type FilterNames = {
  batch?: { at: number; inviter: string } | null
  group?: string | null
  inviter?: string | null
}

type Row = {
  batchAt: number | null
  batchInviter: string | null
  groupName: string | null
  groupNames: string | null
  inviter: string | null
}

/** The names that a filter is told with (views/invitations/filter-words.tsx), in one statement, or none where it needs none. */
export async function readFilterNames(
  db: Database,
  { batch, group, inviter }: Pick<InvitationQuery, 'batch' | 'group' | 'inviter'>,
  language: string,
): Promise<FilterNames> {
  if (!batch && !group && !inviter) return {}
  const [row] = await db.all<Row>(sql`
    select b.created_at as batchAt, a.name as batchInviter, g.name as groupName, g.names as groupNames, u.name as inviter
    from (values (1))
      left join batches b on b.public_id = ${batch ?? null} left join users a on a.id = b.created_by
      left join groups g on g.public_id = ${group ?? null}
      left join users u on u.public_id = ${inviter ?? null}`)
  return {
    ...(batch && { batch: batchOf(row) }),
    ...(group && { group: groupOf(row, language) }),
    ...(inviter && { inviter: row?.inviter ?? null }),
  }
}

function batchOf(row: Row | undefined): { at: number; inviter: string } | null {
  return row?.batchAt == null ? null : { at: row.batchAt, inviter: row.batchInviter ?? '' }
}

function groupOf(row: Row | undefined, language: string): string | null {
  if (row?.groupName == null) return null
  return nameIn({ name: row.groupName, names: JSON.parse(row.groupNames ?? '{}') }, language)
}
