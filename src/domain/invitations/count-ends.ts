import { type SQL, sql } from 'drizzle-orm'
import { dayMs, hourMs } from '../time/day.ts'

/** Days ahead that are asked for one by one; of later ends, which letter codes have, those there are, while they are few. */
const daysAhead = 45
const farMax = 60
/** So many of the running hour are looked at one by one; of more, all count as open until it is over. */
const fewMax = 10

/** How many documents have a term; the term is SQL. */
export function countOf(term: SQL): SQL {
  return sql`ifnull((select doc from invitation_terms where term = ${term}), 0)`
}

/** How many are still open, of those whose end a term of this kind tells to the hour: `ends` or `reminded`. */
export function countOpen(kind: 'ends' | 'reminded', now: number): SQL {
  const prefix = sql.raw(`':::${kind}:'`)
  return sql`(${daysAfter(prefix, now)} + ${restOfToday(kind, now)} + ${farAhead(prefix, now)})`
}

/** The same of terms that begin so and tell the day alone: on a day on which some of them end, nobody can say. */
export function countOpenByDay(prefix: SQL, now: number): SQL {
  const isUnknown = sql`${countOf(onDay(prefix, now))} > 0`
  return sql`iif(${isUnknown}, null, ${daysAfter(prefix, now)} + ${farAhead(prefix, now)})`
}

/** Of an end, one term tells the day and another may tell the hour: days are added up. Null where the terms are too many to be read. */
function farAhead(prefix: SQL, now: number): SQL {
  const first = onDay(prefix, now + (daysAhead + 1) * dayMs)
  return sql`(select iif(count(*) > ${farMax}, null, coalesce(sum(doc) filter (where length(term) = length(${prefix}) + 8), 0))
    from (select term, doc from invitation_terms where term >= ${first} and term < ${prefix} || ':' limit ${farMax + 1}))`
}

function daysAfter(prefix: SQL, now: number): SQL {
  return sumOf(Array.from({ length: daysAhead }, (_, n) => countOf(onDay(prefix, now + (n + 1) * dayMs))))
}

/** What is left of today: hour by hour, or, late in the day, all of it but for the hours that are over. */
function restOfToday(kind: string, now: number): SQL {
  const hour = new Date(now).getUTCHours()
  const hourly = (from: number, until: number) =>
    sumOf(
      Array.from({ length: until - from }, (_, n) => countOf(inHour(kind, now + (from + n - hour) * hourMs))),
    )
  if (hour >= 12) return sql`(${hourly(hour + 1, 24)} + ${runningHour(kind, now)})`
  const today = countOf(onDay(sql.raw(`':::${kind}:'`), now))
  return sql`(${today} - ${hourly(0, hour + 1)} + ${runningHour(kind, now)})`
}

function runningHour(kind: string, now: number): SQL {
  const term = inHour(kind, now)
  return sql`iif(${countOf(term)} > ${sql.raw(String(fewMax))}, ${countOf(term)}, (
    select count(*) from invitation_index x cross join invitations i on i.id = x.rowid
    where x.invitation_index match '"' || ${term} || '"' and i.expires_at > ${now}))`
}

function onDay(prefix: SQL, at: number): SQL {
  return sql`${prefix} || ${sql.raw(`'${dayOf(at)}'`)}`
}

function inHour(kind: string, at: number): SQL {
  return sql.raw(`':::${kind}:${dayOf(at)}:${new Date(at).toISOString().slice(11, 13)}'`)
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10).replaceAll('-', '')
}

/** Halves upon halves, because SQLite allows an expression a hundred levels only. */
function sumOf(parts: readonly SQL[]): SQL {
  const [first = sql`0`] = parts
  if (parts.length < 2) return first
  const middle = parts.length >> 1
  return sql`(${sumOf(parts.slice(0, middle))} + ${sumOf(parts.slice(middle))})`
}
