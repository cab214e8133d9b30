import { type SQL, sql } from 'drizzle-orm'
import { jsonList } from '#src/db/json-list.ts'
import { anyOf, term } from '#src/db/terms.ts'
import { dayMs } from '../time/day.ts'
import { stampOf } from '../time/stamp.ts'

/** Of those that end in the first and the last hour, so many are asked when; where there are more, they stand for the others. */
const askedMax = 25

/**
 * How many waiting invitations end from one instant up to another, some days later, as an expression. Whole days and hours are read
 * off the index's own counts; only the hours in which the time begins and ends are looked into.
 */
export function countEnding(from: number, until: number): SQL {
  const edges = [hourTerm(from), hourTerm(until)]
  const whole = sql`(select coalesce(sum(doc), 0) from invitation_terms
      where term in (select value from ${jsonList(daysBetween(from, until))}))
    + ${docsWithin(hourTerm(from), `${dayTerm(from)};`)} + ${docsWithin(dayTerm(until), hourTerm(until))}`
  const edge = sql`(select coalesce(round(
      (select sum(doc) from invitation_terms where term in (select value from ${jsonList(edges)})) * avg(is_meant)), 0)
    from (select i.expires_at > ${from} and i.expires_at < ${until} as is_meant
      from invitation_index x cross join invitations i on i.id = x.rowid
      where x.invitation_index match ${anyOf(edges.map(term))} limit ${askedMax}))`
  return sql`cast(${whole} + ${edge} as integer)`
}

/** Beyond one term and before another. */
function docsWithin(first: string, last: string): SQL {
  return sql`(select coalesce(sum(doc), 0) from invitation_terms where term > ${first} and term < ${last})`
}

function daysBetween(from: number, until: number): string[] {
  const [first, last] = [Math.floor(from / dayMs) + 1, Math.floor(until / dayMs)]
  return Array.from({ length: last - first }, (_, index) => dayTerm((first + index) * dayMs))
}

function dayTerm(at: number): string {
  return `:::ends:${stampOf(at)}`
}

function hourTerm(at: number): string {
  return `${dayTerm(at)}:${new Date(at).toISOString().slice(11, 13)}`
}
