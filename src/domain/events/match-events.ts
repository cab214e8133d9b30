import { type SQL, sql } from 'drizzle-orm'

/** What a view of the journal shows; all of it has to be met. */
export type EventFilter = {
  /** Public id of who acted; `nobody` where the system or a visitor did. */
  person?: string | undefined
  action?: string | undefined
  /** Public id of what it was done to. */
  subject?: string | undefined
  /** From, and before, in ms. */
  from?: number | undefined
  until?: number | undefined
}

/** A table to read from, in which events are `e`; the condition; and the column in whose order they are found. */
export type MatchingEvents = { source: SQL; condition: SQL; key: SQL }

/** Events are written in the order of their times, but for the length of a request and the lateness of a clock. */
const disorderMs = 5 * 60 * 1000
/** Where the search for a time stops halving. A journal as short as this is read as it is. */
const nearEnough = 32

/** Between which ids to look, both excluded: said here, so that they and the times of a filter narrow the index together. */
export type EventBounds = { above?: number | undefined; below?: number | undefined }

/** Where the events that meet a filter are found: by an index in the order of their writing, whichever filters are put together. */
export function matchEvents(filter: EventFilter, bounds: EventBounds = {}): MatchingEvents {
  const conditions = [...conditionsOf(filter), ...boundsOf(filter, bounds)]
  const condition = conditions.length > 0 ? sql.join(conditions, sql` and `) : sql`true`
  return { source: sql`events e ${indexFor(filter)}`, condition, key: sql`e.id` }
}

function indexFor({ person, action, subject }: EventFilter): SQL {
  if (subject !== undefined) return sql`indexed by events_subject`
  if (person !== undefined && action !== undefined) return sql`indexed by events_actor_action`
  if (person !== undefined) return sql`indexed by events_actor`
  return action === undefined ? sql`` : sql`indexed by events_action`
}

function conditionsOf({ person, action, subject, from, until }: EventFilter): SQL[] {
  return [
    ...(person === undefined ? [] : [actedBy(person)]),
    ...(action === undefined ? [] : [sql`e.action = ${action}`]),
    ...(subject === undefined ? [] : [sql`e.subject_id = ${subject}`]),
    ...(from === undefined ? [] : [sql`e.at >= ${from}`]),
    ...(until === undefined ? [] : [sql`e.at < ${until}`]),
  ]
}

/** Of two bounds on one side SQLite would use only the first it sees. */
function boundsOf({ from, until }: EventFilter, { above, below }: EventBounds): SQL[] {
  const lower = from === undefined ? [] : [lastBefore(from - 2 * disorderMs)]
  const upper = until === undefined ? [] : [firstFrom(until + 2 * disorderMs)]
  const [lowest] =
    above === undefined ? lower : [sql`max(${sql.join([sql`${above}`, ...lower, sql`0`], sql`, `)})`]
  const [highest] =
    below === undefined ? upper : [sql`min(${sql.join([sql`${below}`, ...upper, sql`${below}`], sql`, `)})`]
  return [...(lowest ? [sql`e.id > ${lowest}`] : []), ...(highest ? [sql`e.id < ${highest}`] : [])]
}

function actedBy(person: string): SQL {
  if (person === 'nobody') return sql`e.actor_id is null`
  return sql`e.actor_id = (select id from users where public_id = ${person})`
}

/** An id that no event of this time or later has; and one that no earlier event has. */
function lastBefore(at: number): SQL {
  return sql`(${halving(at)} select max(low) from halves)`
}

function firstFrom(at: number): SQL {
  return sql`(${halving(at)} select min(high) from halves)`
}

/** Ids of events between which this time lies, closer with each row. Where an id is missing, it ends a little early. */
function halving(at: number): SQL {
  return sql`with recursive halves (low, high) as (
    select (select min(id) from events) - 1, (select max(id) from events) + 1
    union all
    select iif(m.at < ${at}, m.id, h.low), iif(m.at < ${at}, h.high, m.id)
    from halves h cross join events m on m.id = (h.low + h.high) / 2
    where h.high - h.low > ${nearEnough})`
}
