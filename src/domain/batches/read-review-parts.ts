import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { jsonList } from '#src/db/json-list.ts'
import type { BatchOptions, RowOutcome } from './batch.ts'
import type { StoredRow } from './read-heads.ts'
import { type Line, promisesAmong } from './review-promises.ts'
import type { CheckedRow } from './row.ts'
import { type FoundRow, foundAmong } from './select-found.ts'

/** What a page of a review wants: chunks by their places, the names behind grants, and what a search finds. */
type Wanted = { positions: readonly number[]; grantIds: readonly number[]; typed: string }

type Placed = { position: number; outcome: RowOutcome; makesAdmins: number; text: string }
type Part = ({ part: 'chunk' | 'found' } & Placed) | { part: 'name'; text: string }

/** All of it in one statement; `found` is absent where nothing is searched. */
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
    ${typed === '' ? sql`` : found(id, typed)}`)
  const placed = (wanted: 'chunk' | 'found') => parts.flatMap((one) => (one.part === wanted ? [one] : []))
  const lines = parts.flatMap(({ part, text }) => (part === 'name' ? [JSON.parse(text) as Line] : [])) // -- made above
  return {
    chunks: new Map(placed('chunk').map((chunk) => [chunk.position, rowsOf(chunk)])),
    lines,
    found: typed === '' ? undefined : placed('found').map(toFound),
  }
}

function found(batchId: number, typed: string): SQL {
  return sql`union all select 'found', position, outcome, makesAdmins, row from (${foundAmong(batchId, typed)})`
}

function rowsOf({ outcome, makesAdmins, text }: Placed): StoredRow[] {
  const rows = JSON.parse(text) as CheckedRow[] // -- written by drafts alone
  return rows.map((row) => ({ outcome, makesAdmins: makesAdmins === 1, row }))
}

function toFound({ position, outcome, makesAdmins, text }: Placed): FoundRow {
  return { position, outcome, makesAdmins, row: text }
}
