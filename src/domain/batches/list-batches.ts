import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { beyondPlace, type Paged, type Place, pageRows } from '#src/db/paging.ts'
import type { BatchFilter, ListedBatch } from './listed-batch.ts'

/** Among how many batches a page of a filtered list looks; where fewer than a page are found, the next page looks further. */
const lookedMax = 100

type Looked = { publicId: string; batch: string | null }

/** A page of the batches, newest first. A place is a batch, whether or not the filter finds it. */
export async function listBatches(
  db: Database,
  place: Place = {},
  filter: BatchFilter = {},
): Promise<Paged<ListedBatch>> {
  const { source, isKnown, isMeant } = matching(filter)
  const isBackwards = place.before !== undefined
  const limit = isMeant ? lookedMax : pageRows + 1
  const looked = await db.all<Looked>(sql`
    select b.public_id as publicId, iif(${isMeant ?? sql`true`}, ${asJson}, null) as batch
    from ${source} where b.read_at is not null and ${isKnown} and ${beyondPlace('batches', place)}
    order by b.id ${isBackwards ? sql`asc` : sql`desc`} limit ${limit}`)
  return toPage(looked, place, limit)
}

/** Where some are found, how many are looked at is no end: the next page begins behind the last that was looked at. */
function toPage(looked: readonly Looked[], place: Place, limit: number): Paged<ListedBatch> {
  const found = looked.flatMap(({ batch }) => (batch === null ? [] : [readListed(batch)]))
  const rows = found.slice(0, pageRows)
  const isCut = found.length > pageRows
  const last = isCut ? rows.at(-1) : looked.at(-1)
  const further = isCut || (looked.length === limit && limit === lookedMax) ? last?.publicId : undefined
  const isFirst = place.before === undefined && place.after === undefined
  const back = isFirst ? undefined : looked[0]?.publicId
  const [next, previous] = place.before === undefined ? [further, back] : [back, further]
  return {
    rows: place.before === undefined ? rows : rows.toReversed(),
    ...(next !== undefined && { next }),
    ...(previous !== undefined && { previous }),
  }
}

/** Three states and whoever drafted have an index that knows all their batches; for the rest the batches are looked through. */
function matching({ state, who }: BatchFilter): { source: SQL; isKnown: SQL; isMeant: SQL | undefined } {
  const isState = state === undefined ? undefined : stateTests[state]
  if (who !== undefined) {
    const isTheirs = sql`b.created_by = (select id from users where public_id = ${who})`
    return { source: sql`batches b indexed by batches_inviter`, isKnown: isTheirs, isMeant: isState }
  }
  if (state === undefined || state === 'done' || state === 'cancelled')
    return { source: sql`batches b`, isKnown: sql`true`, isMeant: isState }
  return {
    source: sql`batches b indexed by ${knownBy[state]}`,
    isKnown: stateTests[state],
    isMeant: undefined,
  }
}

const stateTests = {
  draft: sql`b.state = 'draft'`,
  confirmed: sql`b.state = 'confirmed'`,
  done: sql`b.state = 'done'`,
  cancelled: sql`b.state = 'cancelled'`,
  paused: sql`b.paused_at is not null`,
}
const knownBy = { draft: sql`batches_drafts`, confirmed: sql`batches_running`, paused: sql`batches_paused` }

/** What a list tells of a batch `b`, as JSON with the names of ListedBatch. */
export const asJson = sql`json_object('publicId', b.public_id, 'source', b.source, 'fileName', b.file_name, 'state', b.state,
  'options', json_object('language', b.options ->> 'language', 'groups', json_array_length(b.options, '$.groups'),
    'projects', json_array_length(b.options, '$.projects'), 'hasMessage', json(iif(b.options ->> 'message' <> '', 'true', 'false')),
    'admin', b.options -> 'admin', 'renews', json(iif(b.options ->> 'existing' = 'renew', 'true', 'false')), 'codes', b.options -> 'codes'),
  'counts', json(b.counts), 'invitedCount', b.invited_count, 'renewedCount', b.renewed_count, 'addedCount', b.added_count,
  'createdAt', b.created_at, 'pausedAt', b.paused_at,
  'pauseReason', b.pause_reason, 'inviterName', (select name from users where id = b.created_by))`

export function readListed(json: string): ListedBatch {
  return JSON.parse(json) as ListedBatch // -- made by asJson
}
