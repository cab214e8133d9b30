import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { jsonList } from '#src/db/json-list.ts'
import type { InvitationQuery } from './invitation-query.ts'
import { type FilterNames, type NameRow, nameColumns, toNames } from './read-filter-names.ts'

/** What stands in other tables about a page of a list. */
export type Surroundings = {
  /** Names of people, and public ids of batches, by their ids. */
  inviters: Record<number, string | null>
  batches: Record<number, string>
  names: FilterNames
}

type Listed = { inviterId: number | null; batchId: number | null }
type Told = { query: InvitationQuery; language: string }

/** Read at once, inviters and batches once however many invitations share them: joined, they would be read for each. */
export async function readSurroundings(
  db: Database,
  rows: readonly Listed[],
  { query, language }: Told,
): Promise<Surroundings> {
  const [row] = await db.all<{ inviters: string; batches: string } & NameRow>(sql`select
    (select json_group_object(id, name) from users
      where id in (select value from ${distinct(rows.map(({ inviterId }) => inviterId))})) as inviters,
    (select json_group_object(id, public_id) from batches
      where id in (select value from ${distinct(rows.map(({ batchId }) => batchId))})) as batches,
    ${nameColumns(query)}`)
  if (!row) throw new Error('A row without a source is always there')
  return {
    inviters: JSON.parse(row.inviters),
    batches: JSON.parse(row.batches),
    names: toNames(row, query, language),
  }
}

function distinct(ids: (number | null)[]) {
  return jsonList([...new Set(ids)].filter((id) => id !== null))
}
