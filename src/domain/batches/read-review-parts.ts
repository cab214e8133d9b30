import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { jsonList } from '#src/db/json-list.ts'
import type { BatchOptions } from './batch.ts'
import { type Line, promisesAmong } from './review-promises.ts'
import { firstFound, numberIn } from './search-draft.ts'
import { chunkOf, chunksWith, type FoundChunk, rowsOf } from './select-found.ts'

/** What a page of a review wants: chunks by their places, the names behind grants, and what a search finds. */
type Wanted = { positions: readonly number[]; grantIds: readonly number[]; typed: string }

type Part = ({ part: 'chunk' | 'numbered' | 'found' } & FoundChunk) | { part: 'name'; text: string }

/** All of it in one statement; `numbered` and `found` are empty where nothing is searched. */
export async function readParts(
  db: Database,
  { id, options }: { id: number; options: BatchOptions },
  { positions, grantIds, typed }: Wanted,
) {
  const parts = await db.all<Part>(sql`
    select 'chunk' as part, position, outcome, makes_admins as makesAdmins, rows as text
      from batch_chunks where batch_id = ${id} and position in (select value from ${jsonList(positions)})
    union all select 'name', null, null, null, json_object('grant', "grant", 'kind', kind, 'name', name, 'names', names)
      from (${promisesAmong(grantIds, options)})
    ${typed === '' ? sql`` : chunksFor(id, typed)}`)
  const chunksIn = (wanted: 'chunk' | 'numbered' | 'found') =>
    parts.flatMap((one) => (one.part === wanted ? [one] : []))
  const lines = parts.flatMap(({ part, text }) => (part === 'name' ? [JSON.parse(text) as Line] : [])) // -- made above
  return {
    chunks: new Map(chunksIn('chunk').map((chunk) => [chunk.position, rowsOf(chunk)])),
    lines,
    numbered: chunksIn('numbered'),
    found: chunksIn('found'),
  }
}

function chunksFor(batchId: number, typed: string): SQL {
  const number = numberIn(typed)
  const numbered =
    number === undefined ? sql`` : sql`union all select 'numbered', * from (${chunkOf(batchId, number)})`
  return sql`${numbered} union all select 'found', * from (${chunksWith(batchId, typed, firstFound)})`
}
