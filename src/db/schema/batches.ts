import { sql } from 'drizzle-orm'
import { check, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { users } from './users.ts'

export const batchSources = ['addresses', 'workbook', 'codes'] as const
export const batchStates = ['draft', 'confirmed', 'done', 'cancelled'] as const

/** One act of inviting: who asked, with which options, what the review counted, what came of it. */
export const batches = sqliteTable(
  'batches',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    publicId: text('public_id').notNull().unique(),
    createdBy: integer('created_by')
      .notNull()
      .references(() => users.id),
    confirmedBy: integer('confirmed_by').references(() => users.id),
    source: text({ enum: batchSources }).notNull(),
    fileName: text('file_name'),
    fileSha256: text('file_sha256'),
    /** BatchOptions as JSON: see domain/batches/batch.ts. */
    options: text({ mode: 'json' }).notNull(),
    state: text({ enum: batchStates }).notNull().default('draft'),
    /** BatchCounts as JSON: the reviewed plan, whose sum is the number of rows read. */
    counts: text({ mode: 'json' }).notNull(),
    /** Chunks of checked rows, and how many of them have been carried out. */
    chunkCount: integer('chunk_count').notNull(),
    chunksDone: integer('chunks_done').notNull().default(0),
    /** What was carried out so far. */
    invitedCount: integer('invited_count').notNull().default(0),
    renewedCount: integer('renewed_count').notNull().default(0),
    addedCount: integer('added_count').notNull().default(0),
    createdAt: integer('created_at').notNull(),
    confirmedAt: integer('confirmed_at'),
    /** Last time a slice moved it on, so that a sweep can find a batch whose queue message was lost. */
    advancedAt: integer('advanced_at'),
    finishedAt: integer('finished_at'),
  },
  (t) => [
    check('batches_source', sql`${t.source} in ('addresses', 'workbook', 'codes')`),
    check('batches_state', sql`${t.state} in ('draft', 'confirmed', 'done', 'cancelled')`),
    index('batches_running').on(t.advancedAt).where(sql`state = 'confirmed'`),
  ],
)

/** The checked rows of a batch, about a thousand per chunk, as a JSON array of CheckedRow (domain/batches/batch.ts). */
export const batchChunks = sqliteTable(
  'batch_chunks',
  {
    batchId: integer('batch_id')
      .notNull()
      .references(() => batches.id, { onDelete: 'cascade' }),
    position: integer().notNull(),
    rows: text({ mode: 'json' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.batchId, t.position] })],
)
