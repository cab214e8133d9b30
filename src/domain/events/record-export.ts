import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'

export type ExportedList = 'invitations' | 'users' | 'journal'

/** How a list is asked for: the names of the filter’s fields, not what they say, which may be about a person. */
export type ExportRequest = {
  format: 'xlsx' | 'csv'
  filter: readonly string[]
  /** Most rows that the format can hold. */
  max: number
}

/** A list that may be read: the journal knows of it. Its pages are read as they are asked for. */
export type Export<Row> =
  | { outcome: 'exported'; count: number; pages: AsyncGenerator<Row[]> }
  | { outcome: 'nothing' | 'too_many' }
  /** Whoever asks has just lost the right to. */
  | { outcome: 'forbidden' }

/** Rows read with one statement. */
export const exportPageRows = 5000

/** Users write to the journal, so the journal asks about them in words of its own (`stillHolds` of users says the same). */
export type Exporter = { id: number; role: string }

type Found = { source: SQL; condition: SQL }

/**
 * Writes to the journal that a list was taken out and how long it is, before anybody sees a row; not where none or too many are
 * found, nor for whoever has just lost the role by which it was allowed.
 */
export async function recordExport(
  db: Database,
  list: ExportedList,
  { max, ...details }: ExportRequest & Record<string, unknown>,
  { source, condition }: Found,
  actor: Exporter,
  now: number,
): Promise<{ outcome: 'recorded'; count: number } | { outcome: 'nothing' | 'too_many' | 'forbidden' }> {
  const [recorded] = await db.all<{ count: number }>(sql`
    insert into events (at, actor_id, action, subject_type, subject_id, details)
    select ${now}, ${actor.id}, ${`${list}_exported`}, 'export', ${list},
      json_set(${JSON.stringify(details)}, '$.count', found)
    from (select count(*) as found from ${source} where ${condition}) where found between 1 and ${max} and ${stillHolds(actor)}
    returning details ->> '$.count' as count`)
  if (recorded) return { outcome: 'recorded', count: recorded.count }
  const [still] = await db.all(sql`select 1 where ${stillHolds(actor)}`)
  if (!still) return { outcome: 'forbidden' }
  const [any] = await db.all(sql`select 1 from ${source} where ${condition} limit 1`)
  return { outcome: any ? 'too_many' : 'nothing' }
}

function stillHolds({ id, role }: Exporter): SQL {
  return sql`exists (select 1 from users actor where actor.id = ${id} and actor.role = ${role} and actor.deactivated_at is null)`
}
