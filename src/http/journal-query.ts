import * as v from 'valibot'
import type { EventFilter } from '#src/domain/events/match-events.ts'
import { dayField, timesOfDays } from './days.ts'

const text = v.fallback(v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100))), undefined)

const journalQuery = v.object({
  /** Public id of who acted, or `nobody`. */
  person: text,
  action: text,
  /** Public id of what it was done to. */
  subject: text,
  from: dayField,
  until: dayField,
})

/** The filter of the journal as it stands in addresses and forms; what is not valid is left out. */
export type JournalQuery = v.InferOutput<typeof journalQuery>

export function readJournalQuery(given: Readonly<Record<string, unknown>>): JournalQuery {
  return v.parse(journalQuery, given)
}

/** What the domain finds by it; days are those of the platform, `until` included. */
export function eventFilterOf({ from, until, ...same }: JournalQuery, timeZone: string): EventFilter {
  return { ...same, ...timesOfDays(from, until, timeZone) }
}
