import { type SQL, sql } from 'drizzle-orm'
import { pageRows } from '#src/db/paging.ts'
import type { RowOutcome } from './batch.ts'
import { containsTyped } from './contains-typed.ts'
import type { StoredRow } from './read-heads.ts'

/** A row of a draft, with the chunk it is in. */
export type PlacedRow = StoredRow & { position: number }

/** The same as the database gives it. */
export type FoundRow = { position: number; outcome: RowOutcome; makesAdmins: number; row: string }

/**
 * The rows of a draft whose addresses or name contain what was typed, in any list, and before them the row with that number:
 * one more than is shown, as a query. Chunks whose text does not contain it are not taken apart.
 */
export function foundAmong(batchId: number, typed: string): SQL {
  const name = sql`coalesce(r.value ->> 'firstName', '') || ' ' || coalesce(r.value ->> 'lastName', '')`
  const place = sql`coalesce(r.value ->> 'postalAddress', '')`
  const isFound = containsTyped(sql`(r.value ->> 'address' || ' ' || ${name} || ' ' || ${place})`, typed)
  // As it stands in JSON: a quotation mark has a backslash before it.
  const mayHold = containsTyped(sql`c.rows`, JSON.stringify(typed).slice(1, -1))
  const inText = sql`select * from (${rowsWhere(batchId, sql`${mayHold ?? false} and ${isFound ?? false}`)}
    order by c.position limit ${pageRows + 1})`
  const number = /^\d{1,7}$/.test(typed) ? Number(typed) : undefined
  return number === undefined
    ? inText
    : sql`select * from (${rowsWhere(batchId, isRow(number))}) union all ${inText}`
}

/** The rows of a batch, each with its chunk: `c` the chunk, `r.value` the row. */
export function rowsWhere(batchId: number, condition: SQL): SQL {
  return sql`select c.position, c.outcome, c.makes_admins as makesAdmins, r.value as row
    from batch_chunks c join json_each(c.rows) r where c.batch_id = ${batchId} and ${condition}`
}

/** The row with this number; only a chunk that names it is taken apart. */
export function isRow(number: number): SQL {
  return sql`instr(c.rows, ${`"row":${number},`}) > 0 and r.value ->> 'row' = ${number}`
}

export function toPlaced({ position, outcome, makesAdmins, row }: FoundRow): PlacedRow {
  return { position, outcome, makesAdmins: makesAdmins === 1, row: JSON.parse(row) }
}
