import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { type EventFilter, matchEvents } from './match-events.ts'
import { type ExportedEvent, readEventsExport } from './read-events-export.ts'
import { type Export, type Exporter, type ExportRequest, recordExport } from './record-export.ts'

type EventExportRequest = ExportRequest & {
  wanted: EventFilter
  /** Of the names of groups. */
  language: string
}

/**
 * Takes the journal, or what a filter finds of it, out of the house, in the order of its writing. That it does so stands after its
 * end.
 */
export async function exportEvents(
  db: Database,
  { wanted, language, ...request }: EventExportRequest,
  actor: Exporter,
  now: number,
): Promise<Export<ExportedEvent>> {
  const [last] = await db.all<{ id: number | null }>(sql`select max(id) as id from events`)
  const below = (last?.id ?? 0) + 1
  const found = matchEvents(wanted, { below })
  const recorded = await recordExport(db, 'journal', request, found, actor, now)
  if (recorded.outcome !== 'recorded') return recorded
  return { outcome: 'exported', count: recorded.count, pages: readEventsExport(db, wanted, below, language) }
}
