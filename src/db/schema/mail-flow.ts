import { sql } from 'drizzle-orm'
import { check, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { batches } from './batches.ts'

export const closureReasons = ['forbidden', 'failing', 'quota'] as const

/** Whether mail may leave, and how fast: one row. Without it nothing has ever left. */
export const mailFlow = sqliteTable(
  'mail_flow',
  {
    id: integer().primaryKey(),
    /** The minute (of the epoch) in which mails were last claimed, and how many; the pace counts against it. */
    minute: integer().notNull().default(0),
    taken: integer().notNull().default(0),
    /** Tries in a row that came to nothing. */
    failures: integer().notNull().default(0),
    /** Since when everything waits, and why. */
    closedAt: integer('closed_at'),
    reason: text({ enum: closureReasons }),
    /** When the provider is next asked whether it works again, and how often it has been asked. */
    probeAt: integer('probe_at'),
    probes: integer().notNull().default(0),
    /** No mail up to this id is fresh any more (domain/mails/fresh.ts). */
    sweptTo: integer('swept_to').notNull().default(0),
    /** When the clock last worked, and when the provider last told us anything. */
    tickedAt: integer('ticked_at'),
    eventAt: integer('event_at'),
  },
  (t) => [
    check('mail_flow_single', sql`${t.id} = 1`),
    check('mail_flow_reason', sql`${t.reason} in ('forbidden', 'failing', 'quota')`),
  ],
)

/** How many invitation mails and reminders of a batch are in which state: counted as they move, never by scanning. */
export const batchMailCounts = sqliteTable(
  'batch_mail_counts',
  {
    batchId: integer('batch_id')
      .notNull()
      .references(() => batches.id, { onDelete: 'cascade' }),
    state: text().notNull(),
    count: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.batchId, t.state] })],
)
