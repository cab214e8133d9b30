import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { beyondPlace, type Paged, type Place, pageRows, toPage } from '#src/db/paging.ts'
import type { Actor } from '../users/user.ts'
import type { BulkAction } from './bulk-action.ts'

export type ListedBulkAction = Pick<
  BulkAction,
  | 'publicId'
  | 'kind'
  | 'state'
  | 'total'
  | 'doneCount'
  | 'skipped'
  | 'createdAt'
  | 'confirmedAt'
  | 'creatorName'
>

/** A page of the bulk actions that this person may see (maySeeBulkAction), newest first. */
export async function listBulkActions(
  db: Database,
  actor: Actor,
  place: Place = {},
): Promise<Paged<ListedBulkAction>> {
  const found = await db.all<{ action: string }>(sql`
    select ${bulkAsJson} as action from ${visibleTo(actor)} and ${beyondPlace('bulk_actions', place)}
    order by b.id ${place.before === undefined ? sql`desc` : sql`asc`} limit ${pageRows + 1}`)
  return toPage(
    found.map(({ action }) => JSON.parse(action) as ListedBulkAction), // -- made by bulkAsJson
    place,
  )
}

/** What a list tells of a bulk action `b`, as JSON with the names of ListedBulkAction. */
export const bulkAsJson = sql`json_object('publicId', b.public_id, 'kind', b.kind, 'state', b.state, 'total', b.total,
  'doneCount', b.done_count, 'skipped', json(b.skipped), 'createdAt', b.created_at, 'confirmedAt', b.confirmed_at,
  'creatorName', coalesce((select name from users where id = b.created_by), ''))`

/** Of others, administrators see what was confirmed; drafts nobody but their makers. */
function visibleTo({ id, role }: Actor): SQL {
  return role === 'admin'
    ? sql`bulk_actions b where (b.confirmed_at is not null or b.created_by = ${id})`
    : sql`bulk_actions b indexed by bulk_actions_creator where b.created_by = ${id}`
}
