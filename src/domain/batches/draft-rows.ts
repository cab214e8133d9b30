import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { jsonList } from '#src/db/json-list.ts'
import type { CheckedRow } from './row.ts'
import {
  chunkOf,
  type FoundChunk,
  type FoundRow,
  type PlacedRow,
  rowsOf,
  rowsWhere,
  toPlaced,
} from './select-found.ts'

/** The row with this number in the sheet or list. */
export async function findDraftRow(
  db: Database,
  batchId: number,
  number: number,
): Promise<PlacedRow | undefined> {
  const chunks = await db.all<FoundChunk>(chunkOf(batchId, number))
  return chunks.flatMap(rowsOf).find(({ row }) => row.row === number)
}

/** The row that stands for an address: the one that is no repetition of another. */
export async function findStanding(
  db: Database,
  batchId: number,
  emailKey: string,
): Promise<PlacedRow | undefined> {
  const repeats = sql`exists (select 1 from json_each(r.value, '$.problems') p
    where p.value ->> 'key' = 'duplicate_email')`
  const found = await db.all<FoundRow>(
    sql`${rowsWhere(batchId, sql`${hasAddress(emailKey)} and not ${repeats}`)} limit 1`,
  )
  return found.map(toPlaced)[0]
}

/** The rows that repeat an address, in the order of the sheet, and at most so many. */
export async function findRepeats(
  db: Database,
  batchId: number,
  emailKey: string,
  { row: standing, max }: { row: number; max: number },
): Promise<PlacedRow[]> {
  const isOther = sql`${hasAddress(emailKey)} and r.value ->> 'row' <> ${standing}`
  const found = await db.all<FoundRow>(sql`${rowsWhere(batchId, isOther)} limit ${max}`)
  return found.map(toPlaced).toSorted((a, b) => a.row.row - b.row.row)
}

/** The rows of the given chunks. */
export async function readChunkRows(
  db: Database,
  batchId: number,
  positions: readonly number[],
): Promise<Map<number, CheckedRow[]>> {
  const chunks = await db.all<{ position: number; rows: string }>(sql`
    select position, rows from batch_chunks
    where batch_id = ${batchId} and position in (select value from ${jsonList(positions)})`)
  return new Map(chunks.map(({ position, rows }) => [position, JSON.parse(rows)]))
}

/** Only a chunk that names the address is taken apart. */
function hasAddress(emailKey: string) {
  return sql`instr(c.rows, ${`"emailKey":${JSON.stringify(emailKey)}`}) > 0 and r.value ->> 'emailKey' = ${emailKey}`
}
