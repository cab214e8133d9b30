import { sql } from 'drizzle-orm'
import { check, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

export const bulkKinds = ['send_again', 'remind', 'extend', 'delete'] as const
export const bulkStates = ['draft', 'confirmed', 'done', 'cancelled'] as const

/** One act on many invitations: which, chosen how, what came of it. The invitations are chosen when it is drafted, and no others are touched. */
export const bulkActions = sqliteTable(
  'bulk_actions',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    publicId: text('public_id').notNull().unique(),
    kind: text({ enum: bulkKinds }).notNull(),
    /** No foreign key: it would let each new user scan this table. */
    createdBy: integer('created_by').notNull(),
    /** InvitationQuery as JSON, to say in words what was chosen; null where rows were ticked. */
    filter: text({ mode: 'json' }),
    /** Of `extend`: the end that the invitations get. */
    expiresAt: integer('expires_at'),
    state: text({ enum: bulkStates }).notNull().default('draft'),
    total: integer().notNull(),
    chunkCount: integer('chunk_count').notNull(),
    chunksDone: integer('chunks_done').notNull().default(0),
    doneCount: integer('done_count').notNull().default(0),
    /** How many were skipped, by reason, as JSON. */
    skipped: text({ mode: 'json' }).$type<Record<string, number>>().notNull().default({}),
    createdAt: integer('created_at').notNull(),
    confirmedAt: integer('confirmed_at'),
    advancedAt: integer('advanced_at'),
    finishedAt: integer('finished_at'),
  },
  (t) => [
    check('bulk_actions_kind', sql`${t.kind} in ('send_again', 'remind', 'extend', 'delete')`),
    check('bulk_actions_state', sql`${t.state} in ('draft', 'confirmed', 'done', 'cancelled')`),
    index('bulk_actions_creator').on(t.createdBy),
    index('bulk_actions_running').on(t.advancedAt).where(sql`state = 'confirmed'`),
  ],
)

/**
 * The ids of the chosen invitations as a JSON list, up to 500 per chunk. When they have been worked through, only the ids of those
 * that were skipped are left, as an object of lists by reason.
 */
export const bulkChunks = sqliteTable(
  'bulk_chunks',
  {
    bulkActionId: integer('bulk_action_id')
      .notNull()
      .references(() => bulkActions.id, { onDelete: 'cascade' }),
    position: integer().notNull(),
    ids: text({ mode: 'json' }).$type<number[] | Record<string, number[]>>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.bulkActionId, t.position] })],
)
