import { type SQL, sql } from 'drizzle-orm'
import { anyOf, beginning, term } from '#src/db/terms.ts'
import { dayMs } from '../time/day.ts'
import { liveCodesMax } from './limits.ts'

/** How many letter codes are open on the whole platform, or are being made. */
export function liveCodes(now: number): SQL {
  return sql`${codesToMake} + ${openCodes(now)}`
}

/**
 * Whether so many more letter codes may be open. Where even all that there ever were leave room for them, which the index knows in one
 * row, nobody is counted.
 */
export function isRoomFor(codes: SQL, now: number): SQL {
  const ever = sql`ifnull((select doc from invitation_terms where term = 'is:letter'), 0)`
  return sql`(${codes} + ${codesToMake} + ${ever} <= ${liveCodesMax} or ${codes} + ${liveCodes(now)} <= ${liveCodesMax})`
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
