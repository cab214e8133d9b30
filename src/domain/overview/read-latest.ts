import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { asJson, readListed } from '../batches/list-batches.ts'
import { bulkAsJson, type ListedBulkAction } from '../bulk-actions/list-bulk-actions.ts'
import { type Latest, type NewPerson, shownMax } from './overview.ts'

/** Everything in one statement. */
export async function readLatest(db: Database): Promise<Latest> {
  const drafts = sql`batches b indexed by batches_drafts where b.state = 'draft' and b.read_at is not null`
  const paused = sql`batches b indexed by batches_paused where b.paused_at is not null`
  const running = sql`bulk_actions b indexed by bulk_actions_running where b.state = 'confirmed'`
  const rows = await db.all<{ kind: string; row: string }>(sql`
    ${latest('draft', asJson, drafts, shownMax + 1)}
    union all ${latest('paused', asJson, paused, shownMax + 1)}
    union all ${latest('running', bulkAsJson, running, shownMax + 1)}
    union all ${latest('batch', asJson, sql`batches b where b.read_at is not null`, shownMax)}
    union all ${latest('person', personAsJson, sql`users b where b.erased_at is null`, shownMax)}`)
  const rowsOf = (kind: string) => rows.filter((row) => row.kind === kind).map(({ row }) => row)
  return {
    drafts: rowsOf('draft').map(readListed),
    paused: rowsOf('paused').map(readListed),
    running: rowsOf('running').map((row) => JSON.parse(row) as ListedBulkAction), // -- made by bulkAsJson
    batches: rowsOf('batch').map(readListed),
    people: rowsOf('person').map((row) => JSON.parse(row) as NewPerson), // -- made by personAsJson
  }
}

const personAsJson = sql`json_object('publicId', b.public_id, 'name', b.name, 'createdAt', b.created_at)`

function latest(kind: string, row: SQL, from: SQL, count: number): SQL {
  return sql`select ${kind} as kind, row from (select ${row} as row from ${from} order by b.id desc limit ${count})`
}
