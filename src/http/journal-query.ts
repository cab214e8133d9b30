import * as v from 'valibot'
import type { EventFilter } from '#src/domain/events/match-events.ts'
import { dayField, timesOfDays, wordField } from './query-fields.ts'

const journalQuery = v.object({
  /** Public id of who acted, or `nobody`. */
  person: wordField,
  action: wordField,
  /** Public id of what it was done to. */
  subject: wordField,
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
