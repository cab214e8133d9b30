import { sql } from 'drizzle-orm'
import { check, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** What administrators have set, in one row; empty columns mean what src/env.ts says. */
export const settings = sqliteTable(
  'settings',
  {
    id: integer().primaryKey(),
    /** Days after a mail has left; 0 for no reminder. */
    reminderDays: integer('reminder_days'),
    expiryDays: integer('expiry_days'),
    mailsPerMinute: integer('mails_per_minute'),
    /** Whether whoever confirmed a batch gets a mail when it is done. */
    batchSummary: integer('batch_summary', { mode: 'boolean' }),
    replyTo: text('reply_to'),
    /** Counts the changes, so that of two forms at once the second is told. */
    revision: integer().notNull().default(0),
    updatedAt: integer('updated_at'),
    /** No foreign key: it would let each new user scan this table. */
    updatedBy: integer('updated_by'),
  },
  (t) => [check('settings_single', sql`${t.id} = 1`)],
)

export const letterPartNames = ['subject', 'greeting', 'button'] as const

/** What administrators wrote instead of our own sentences. */
export const letterTexts = sqliteTable('letter_texts', {
  /** Kind, language and part, such as `invitation/fr/subject`. */
  key: text().primaryKey(),
  text: text().notNull(),
  updatedAt: integer('updated_at').notNull(),
})
