import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { anyOf, beginning, term } from '#src/db/terms.ts'
import { liveCodesMax } from '../codes/limits.ts'
import { dayMs } from '../time/day.ts'

/** How many letter codes may be open on the whole platform, how many are or are being made, and how many more there may be. */
export type LackOfRoom = { max: number; open: number; left: number }

/** What is in the way of the codes of a draft; null where there is room for them. */
export async function findLackOfRoom(db: Database, batchId: number, now: number): Promise<LackOfRoom | null> {
  const [row] = await db.all<{ open: number }>(sql`select ${codesToMake} + ${openCodes(now)} as open
    from batches where id = ${batchId} and not ${hasCodeRoom(now)}`)
  return row ? { max: liveCodesMax, open: row.open, left: Math.max(liveCodesMax - row.open, 0) } : null
}

/**
 * Whether the codes of the draft `batches` may be made beside all others. Where even all letter codes that there ever were leave
 * room for them, which the index knows in one row, nobody is counted.
 */
export function hasCodeRoom(now: number): SQL {
  const codes = sql`iif(options -> 'codes' = 'true', counts ->> 'codes', 0)`
  const most = sql`${codes} + ${codesToMake} + ifnull((select doc from invitation_terms where term = 'is:letter'), 0)`
  return sql`(${codes} = 0 or ${most} <= ${liveCodesMax}
    or ${codes} + ${codesToMake} + ${openCodes(now)} <= ${liveCodesMax})`
}

/** Of batches on their way, what no slice has carried out yet. */
const codesToMake = sql`(select ifnull(sum(c.row_count), 0)
  from batches b indexed by batches_running join batch_chunks c on c.batch_id = b.id and c.position >= b.chunks_done
  where b.state = 'confirmed' and c.outcome = 'invite' and c.choice = 'codes')`

/** Those that the index has, by their ends; one that ends within this very hour counts as open until the hour is over. */
function openCodes(now: number): SQL {
  return sql`(select count(*) from invitation_index
    where invitation_index match ${`${term('is:letter')} AND ${anyOf(endsFrom(now))}`})`
}

/** Years after this one in which a code that is open now may end: at most a year ahead, and one more. */
const yearsAhead = 2

/** The hours that are left of today, the days of this month, the months of this year, and the years to come (UTC). */
function endsFrom(now: number): string[] {
  const today = new Date(now)
  const [year, month, hour] = [today.getUTCFullYear(), today.getUTCMonth(), today.getUTCHours()]
  const daysLeft = new Date(Date.UTC(year, month + 1, 0)).getUTCDate() - today.getUTCDate()
  const day = (at: number) => new Date(at).toISOString().slice(0, 10).replaceAll('-', '')
  return [
    ...count(24 - hour, (n) => term(`ends:${day(now)}:${padded(hour + n)}`)),
    ...count(daysLeft, (n) => term(`ends:${day(now + (n + 1) * dayMs)}`)),
    ...count(11 - month, (n) => beginning(`ends:${year}${padded(month + n + 2)}`)),
    ...count(yearsAhead, (n) => beginning(`ends:${year + n + 1}`)),
  ]
}

function count<Item>(length: number, item: (n: number) => Item): Item[] {
  return Array.from({ length }, (_, n) => item(n))
}

function padded(number: number): string {
  return String(number).padStart(2, '0')
}
