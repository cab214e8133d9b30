import { sql } from 'drizzle-orm'
import { check, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

export const registrationModes = ['open', 'closed'] as const

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
    platformName: text('platform_name'),
    /** The name and the address that letters come from. */
    senderName: text('sender_name'),
    mailFrom: text('mail_from'),
    /** Whom invitees may ask: an address, a number, a sentence. */
    supportContact: text('support_contact'),
    /** Languages that people can have, and the one for who has none, as JSON and as a tag. */
    languages: text({ mode: 'json' }).$type<string[]>(),
    defaultLanguage: text('default_language'),
    /** Days for which the rows of a finished batch are kept. */
    retentionDays: integer('retention_days'),
    /** Whether people may register without an invitation. */
    registration: text({ enum: registrationModes }),
    /** Where people go after accepting: an https address. */
    afterAccepting: text('after_accepting'),
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
