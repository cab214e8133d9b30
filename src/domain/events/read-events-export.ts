import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { readInOrder } from '#src/db/read-in-order.ts'
import type { ListedEvent } from './list-events.ts'
import { type EventFilter, matchEvents } from './match-events.ts'
import { exportPageRows } from './record-export.ts'
import { subjectName } from './subject-name.ts'

export type ExportedEvent = Pick<
  ListedEvent,
  'at' | 'action' | 'subjectType' | 'subjectId' | 'subjectName' | 'details'
> & {
  /** Null where the system or a visitor acted. */
  actor: string | null
}

type Row = Omit<ExportedEvent, 'details'> & { id: number; details: string | null }

/** What is found among the events before an id, page by page, with the names that things have now. */
export async function* readEventsExport(
  db: Database,
  wanted: EventFilter,
  below: number,
  language: string,
): AsyncGenerator<ExportedEvent[]> {
  const pages = readInOrder(exportPageRows, (above) => {
    const { source, condition, key } = matchEvents(wanted, { above, below })
    return db.all<Row>(sql`
      with page as materialized (select e.* from ${source} where ${condition}
        order by ${key} limit ${exportPageRows})
      select p.id, p.at, p.action, p.details, p.subject_type as subjectType, p.subject_id as subjectId,
        trim(u.name) as actor, ${subjectName(sql`p.subject_type`, sql`p.subject_id`, language)} as subjectName
      from page p left join users u on u.id = p.actor_id order by p.id`)
  })
  for await (const rows of pages)
    yield rows.map(({ details, ...row }) => ({
      ...row,
      details: details === null ? {} : JSON.parse(details),
    }))
}
