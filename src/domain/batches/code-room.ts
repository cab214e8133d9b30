import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { liveCodesMax } from '../codes/limits.ts'
import { isRoomFor, liveCodes } from '../codes/live-codes.ts'

/** How many letter codes may be open on the whole platform, how many are or are being made, and how many more there may be. */
export type LackOfRoom = { max: number; open: number; left: number }

/** What is in the way of the codes of a draft; null where there is room for them. */
export async function findLackOfRoom(db: Database, batchId: number, now: number): Promise<LackOfRoom | null> {
  const [row] = await db.all<{ open: number }>(sql`select ${liveCodes(now)} as open
    from batches where id = ${batchId} and not ${hasCodeRoom(now)}`)
  return row ? { max: liveCodesMax, open: row.open, left: Math.max(liveCodesMax - row.open, 0) } : null
}

/** Whether the codes of the draft `batches` may be made beside all others. */
export function hasCodeRoom(now: number): SQL {
  const codes = sql`iif(options -> 'codes' = 'true', counts ->> 'codes', 0)`
  return sql`(${codes} = 0 or ${isRoomFor(codes, now)})`
}
