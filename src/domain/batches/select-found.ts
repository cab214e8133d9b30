import { type SQL, sql } from 'drizzle-orm'
import type { RowOutcome } from './batch.ts'
import { containsTyped } from './contains-typed.ts'
import type { StoredRow } from './read-heads.ts'
import type { CheckedRow } from './row.ts'

/** A row of a draft, with the chunk it is in. */
export type PlacedRow = StoredRow & { position: number }

/** The same as the database gives it. */
export type FoundRow = { position: number; outcome: RowOutcome; makesAdmins: number; row: string }

/** The rows of a batch, each with its chunk: `c` the chunk, `r.value` the row. */
export function rowsWhere(batchId: number, condition: SQL): SQL {
  return sql`select c.position, c.outcome, c.makes_admins as makesAdmins, r.value as row
    from batch_chunks c join json_each(c.rows) r where c.batch_id = ${batchId} and ${condition}`
}

/** A whole chunk as the database gives it. */
export type FoundChunk = { position: number; outcome: RowOutcome; makesAdmins: number; text: string }

/** The first chunks, so many, whose text may hold a row with what was typed. */
export function chunksWith(batchId: number, typed: string, count: number): SQL {
  return chunksWhere(batchId, mayHold(typed), count)
}

/** The rows with what was typed, of the chunks from a place on: only those that may hold some are taken apart. */
export function foundFrom(batchId: number, typed: string, position: number, count: number): SQL {
  const name = sql`coalesce(r.value ->> 'firstName', '') || ' ' || coalesce(r.value ->> 'lastName', '')`
  const place = sql`coalesce(r.value ->> 'postalAddress', '')`
  const isFound = containsTyped(
    sql`(coalesce(r.value ->> 'address', '') || ' ' || ${name} || ' ' || ${place})`,
    typed,
  )
  const isMeant = sql`c.position >= ${position} and ${mayHold(typed)} and ${isFound ?? false}`
  return sql`${rowsWhere(batchId, isMeant)} order by c.position limit ${count}`
}

/** As it stands in JSON: a quotation mark has a backslash before it. */
function mayHold(typed: string): SQL {
  return containsTyped(sql`c.rows`, JSON.stringify(typed).slice(1, -1)) ?? sql`false`
}

/** The chunk with the row of this number. */
export function chunkOf(batchId: number, number: number): SQL {
  return chunksWhere(batchId, sql`instr(c.rows, ${`"row":${number},`}) > 0`, 1)
}

function chunksWhere(batchId: number, condition: SQL, count: number): SQL {
  return sql`select c.position, c.outcome, c.makes_admins as makesAdmins, c.rows as text
    from batch_chunks c where c.batch_id = ${batchId} and ${condition} order by c.position limit ${count}`
}

export function rowsOf({ position, outcome, makesAdmins, text }: FoundChunk): PlacedRow[] {
  const rows = JSON.parse(text) as CheckedRow[] // -- written by drafts alone
  return rows.map((row) => ({ position, outcome, makesAdmins: makesAdmins === 1, row }))
}

export function toPlaced({ position, outcome, makesAdmins, row }: FoundRow): PlacedRow {
  return { position, outcome, makesAdmins: makesAdmins === 1, row: JSON.parse(row) }
}
