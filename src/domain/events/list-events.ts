import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { type Paged, type Place, pageRows, toPage } from '#src/db/paging.ts'
import { type EventBounds, type EventFilter, matchEvents } from './match-events.ts'
import { type SubjectName, subjectName } from './subject-name.ts'

export type ListedEvent = {
  /** Where a page may begin: the number of the event, as text. */
  publicId: string
  at: number
  action: string
  /** Null where the system or a visitor acted. */
  actor: { publicId: string; name: string } | null
  subjectType: string
  subjectId: string
  subjectName: SubjectName
  details: Readonly<Record<string, unknown>>
}

type Row = Omit<ListedEvent, 'actor' | 'details'> & {
  details: string | null
  actorPublicId: string | null
  actorName: string | null
}

/** A page of the journal, newest first. */
export async function listEvents(
  db: Database,
  { after, before, ...filter }: EventFilter & Place,
  language: string,
): Promise<Paged<ListedEvent>> {
  const place = { after: numbered(after), before: numbered(before) }
  const { source, condition, key } = matchEvents(filter, boundsOf(place))
  const direction = place.before === undefined ? sql`desc` : sql`asc`
  const found = await db.all<Row>(sql`
    select cast(e.id as text) as publicId, e.at, e.action, e.details, u.public_id as actorPublicId,
      u.name as actorName, e.subject_type as subjectType, e.subject_id as subjectId,
      ${subjectName(sql`e.subject_type`, sql`e.subject_id`, language)} as subjectName
    from ${source} left join users u on u.id = e.actor_id where ${condition}
    order by ${key} ${direction} limit ${pageRows + 1}`)
  return toPage(found.map(toListed), place)
}

/** Newest first, what comes after an event was written before it. */
function boundsOf({ after, before }: Place): EventBounds {
  if (before !== undefined) return { above: Number(before) }
  return after === undefined ? {} : { below: Number(after) }
}

function toListed({ actorPublicId, actorName, details, ...row }: Row): ListedEvent {
  return {
    ...row,
    actor: actorPublicId === null ? null : { publicId: actorPublicId, name: (actorName ?? '').trim() },
    details: readDetails(details, actorPublicId),
  }
}

/** That somebody acted upon themselves is told already. */
function readDetails(details: string | null, actor: string | null): ListedEvent['details'] {
  const read: unknown = details === null ? {} : JSON.parse(details)
  const entries = typeof read === 'object' && read !== null ? Object.entries(read) : []
  return Object.fromEntries(entries.filter(([key, value]) => key !== 'user' || value !== actor))
}

function numbered(place: string | undefined): string | undefined {
  return place !== undefined && /^\d{1,15}$/.test(place) ? place : undefined
}
