import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import type { BulkAction } from './bulk-action.ts'

type Row = Omit<BulkAction, 'filter' | 'skipped'> & { filter: string | null; skipped: string }

export async function readBulkAction(db: Database, publicId: string): Promise<BulkAction | null> {
  const [row] = await db.all<Row>(sql`select b.id, b.public_id as publicId, b.kind, b.created_by as createdBy,
      coalesce(u.name, '') as creatorName, b.filter, b.expires_at as expiresAt, b.state, b.total, b.done_count as doneCount,
      b.skipped, b.created_at as createdAt, b.confirmed_at as confirmedAt, b.advanced_at as advancedAt,
      b.finished_at as finishedAt
    from bulk_actions b left join users u on u.id = b.created_by where b.public_id = ${publicId}`)
  if (!row) return null
  const { filter, skipped } = row
  return { ...row, filter: filter === null ? null : JSON.parse(filter), skipped: JSON.parse(skipped) }
}
