import type { Database } from '#src/db/client.ts'
import { events } from '#src/db/schema/index.ts'

/** One line of the journal. Details hold ids, counts and names of states, never a secret or an address. */
export type NewEvent = {
  at: number
  actorId: number | null
  action: string
  subjectType: 'user' | 'group' | 'project' | 'invitation' | 'batch' | 'mail'
  subjectId: string
  details?: Record<string, unknown>
}

/** The statement that writes an event, to stand in the same batch as what it tells of. */
export function recordEvent(db: Database, event: NewEvent) {
  return db.insert(events).values(event)
}
