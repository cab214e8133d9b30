import { sql } from 'drizzle-orm'
import { check, index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { invitations } from './invitations.ts'
import { stopReasons } from './stop-reasons.ts'

export { stopReasons }

/**
 * Why an invitation is not written to any more; the few that have no row here are all others. A table of its own, because
 * `invitations` is written by the hundred thousand and each index on it would cost a row per invitation.
 */
export const invitationStops = sqliteTable(
  'invitation_stops',
  {
    invitationId: integer('invitation_id')
      .primaryKey()
      .references(() => invitations.id, { onDelete: 'cascade' }),
    reason: text({ enum: stopReasons }).notNull(),
    at: integer().notNull(),
    /** What the person who refused wanted the inviter to know. */
    note: text(),
  },
  (t) => [
    check(
      'invitation_stops_reason',
      sql`${t.reason} in ('bounced', 'complained', 'unsubscribed', 'refused')`,
    ),
    index('invitation_stops_reasons').on(t.reason, t.invitationId),
  ],
)
