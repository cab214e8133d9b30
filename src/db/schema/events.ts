import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** The journal: who did what to which, when. Append-only; ids, no secrets, no addresses. */
export const events = sqliteTable(
  'events',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    at: integer().notNull(),
    /** Null when the system or a visitor acted. */
    actorId: integer('actor_id'),
    action: text().notNull(),
    subjectType: text('subject_type').notNull(),
    /** The subject's public id. */
    subjectId: text('subject_id').notNull(),
    details: text({ mode: 'json' }),
  },
  (t) => [
    index('events_actor').on(t.actorId),
    index('events_action').on(t.action),
    index('events_actor_action').on(t.actorId, t.action),
    index('events_subject').on(t.subjectId),
  ],
)
