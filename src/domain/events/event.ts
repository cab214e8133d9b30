import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { events } from '#src/db/schema/index.ts'

/** One line of the journal. Details hold ids, counts and names of states, never a secret or an address. */
export type NewEvent = {
  at: number
  actorId: number | null
  action: string
  subjectType:
    | 'user'
    | 'group'
    | 'project'
    | 'invitation'
    | 'batch'
    | 'mail'
    | 'suppression'
    | 'settings'
    | 'platform'
    | 'letter'
    | 'bulk'
    | 'export'
  subjectId: string
  details?: Record<string, unknown>
}

/** The statement that writes an event, to stand in the same batch as what it tells of. */
export function recordEvent(db: Database, event: NewEvent) {
  return db.insert(events).values(event)
}

/**
 * The same, written only where the condition holds: stands before the guarded change it tells of, with the same guard. Returns a row
 * where it was written: what is only told, and changes nothing, is told after that.
 */
export function recordEventWhere(db: Database, event: NewEvent, condition: SQL) {
  const { at, actorId, action, subjectType, subjectId, details } = event
  const json = details === undefined ? null : JSON.stringify(details)
  return db.all<{ id: number }>(sql`
    insert into ${events} (at, actor_id, action, subject_type, subject_id, details)
    select ${at}, ${actorId}, ${action}, ${subjectType}, ${subjectId}, ${json} where ${condition} returning id`)
}
