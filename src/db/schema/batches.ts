import { sql } from 'drizzle-orm'
import { check, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { users } from './users.ts'

export const batchSources = ['addresses', 'workbook', 'codes'] as const
export const batchStates = ['draft', 'confirmed', 'done', 'cancelled'] as const
/** What will happen to a row. */
export const rowOutcomes = ['invite', 'add', 'unchanged', 'renew', 'skip', 'problem'] as const
/** `person`: somebody paused them by hand. */
export const pauseReasons = ['bounces', 'complaints', 'person'] as const
export const rowChoices = ['existing', 'codes'] as const
/** Why a row came out otherwise than planned. */
export const changeReasons = [
  'registered',
  'invited',
  'accepted',
  'deleted',
  'renewed',
  'account_gone',
  'already',
] as const

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
    unchangedCount: integer('unchanged_count').notNull().default(0),
    skippedCount: integer('skipped_count').notNull().default(0),
    createdAt: integer('created_at').notNull(),
    /** When all its rows had been read and checked; until then it is nobody's draft, and if the reading breaks off it never is. */
    readAt: integer('read_at'),
    /** How often the draft was changed at review. A change names the revision it was made for, so of two at once one wins. */
    revision: integer().notNull().default(0),
    confirmedAt: integer('confirmed_at'),
    /** The highest invitation id before the slice that is being carried out: what is above it, the slice wrote. */
    sliceStart: integer('slice_start'),
    /** Last time a slice moved it on, so that a sweep can find a batch whose queue message was lost. */
    advancedAt: integer('advanced_at'),
    finishedAt: integer('finished_at'),
    /** When its rows were erased, after the retention. */
    erasedAt: integer('erased_at'),
    /** Since when its mails wait, because too many bounced (`bounces`), were called spam (`complaints`), or a `person` says so. */
    pausedAt: integer('paused_at'),
    pauseReason: text('pause_reason', { enum: pauseReasons }),
    /** What the fuse had counted when somebody let the mails go on: only what came after counts again. */
    fuseSent: integer('fuse_sent').notNull().default(0),
    fuseBounced: integer('fuse_bounced').notNull().default(0),
    fuseComplained: integer('fuse_complained').notNull().default(0),
  },
  (t) => [
    check('batches_source', sql`${t.source} in ('addresses', 'workbook', 'codes')`),
    check('batches_state', sql`${t.state} in ('draft', 'confirmed', 'done', 'cancelled')`),
    index('batches_running').on(t.advancedAt).where(sql`state = 'confirmed'`),
    index('batches_paused').on(t.id).where(sql`paused_at is not null`),
    index('batches_drafts').on(t.id).where(sql`state = 'draft'`),
    index('batches_inviter').on(t.createdBy, t.id),
  ],
)

/**
 * The checked rows of a batch, about a thousand per chunk, as a JSON array of CheckedRow (domain/batches/batch.ts). All rows of a
 * chunk have the same outcome, so that a page of one outcome reads one chunk and a slice reads only what it carries out.
 */
export const batchChunks = sqliteTable(
  'batch_chunks',
  {
    batchId: integer('batch_id')
      .notNull()
      .references(() => batches.id, { onDelete: 'cascade' }),
    position: integer().notNull(),
    outcome: text({ enum: rowOutcomes }).notNull().default('problem'),
    /** The choice at review that moves these rows: people already invited are left or renewed, rows without an address are a problem or get a letter code. */
    choice: text({ enum: rowChoices }),
    /** Whether carrying these rows out makes administrators. */
    makesAdmins: integer('makes_admins', { mode: 'boolean' }).notNull().default(false),
    rowCount: integer('row_count').notNull().default(0),
    /** ChunkTally as JSON: what these rows receive, so that the review adds up chunks instead of rows. */
    tally: text({ mode: 'json' }).notNull().default({}),
    rows: text({ mode: 'json' }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.batchId, t.position] }),
    // Everything but the rows, so that reading heads does not walk through the hundreds of kilobytes before them.
    index('batch_chunks_heads').on(
      t.batchId,
      t.position,
      t.outcome,
      t.choice,
      t.makesAdmins,
      t.rowCount,
      t.tally,
    ),
  ],
)

/** Rows whose outcome was another than the review said, because something had changed in between. */
export const batchChanges = sqliteTable(
  'batch_changes',
  {
    batchId: integer('batch_id')
      .notNull()
      .references(() => batches.id, { onDelete: 'cascade' }),
    row: integer().notNull(),
    /** The chunk at which the slice began that found it. */
    slice: integer().notNull(),
    planned: text({ enum: ['invite', 'add', 'renew'] }).notNull(),
    outcome: text({ enum: ['add', 'unchanged', 'skip'] }).notNull(),
    reason: text({ enum: changeReasons }).notNull(),
    address: text().notNull(),
    /** For whom gains something after all: the account, the promise, and whether the review named this person as administrator. */
    emailKey: text('email_key').notNull(),
    grantId: integer('grant_id'),
    admin: integer({ mode: 'boolean' }).notNull().default(false),
  },
  (t) => [
    primaryKey({ columns: [t.batchId, t.row] }),
    check('batch_changes_planned', sql`${t.planned} in ('invite', 'add', 'renew')`),
    check('batch_changes_outcome', sql`${t.outcome} in ('add', 'unchanged', 'skip')`),
    check(
      'batch_changes_reason',
      sql`${t.reason} in ('registered', 'invited', 'accepted', 'deleted', 'renewed', 'account_gone', 'already')`,
    ),
  ],
)
