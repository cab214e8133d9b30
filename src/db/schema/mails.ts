import { sql } from 'drizzle-orm'
import { check, index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

export const mailKinds = [
  'invitation',
  'reminder',
  'registration',
  'account_exists',
  'address_confirmation',
  'password_reset',
  'batch_done',
] as const
export const mailStates = [
  'queued',
  'sending',
  'sent',
  'delivered',
  'deferred',
  'bounced',
  'complained',
  'suppressed',
  'failed',
  'cancelled',
] as const

/**
 * Outbox and history. A letter is written at the moment it leaves, so no text and no code is stored here.
 * The mails of an invitation or user share the prefix `<public id>/` of the dedupe key; `invitation_id` and `user_id`
 * are no foreign keys, because each would cost an index entry per mail (docs/data.md).
 */
export const mails = sqliteTable(
  'mails',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    dedupeKey: text('dedupe_key').notNull().unique(),
    kind: text({ enum: mailKinds }).notNull(),
    invitationId: integer('invitation_id'),
    userId: integer('user_id'),
    address: text().notNull(),
    locale: text().notNull(),
    state: text({ enum: mailStates }).notNull().default('queued'),
    attempts: integer().notNull().default(0),
    /** From when on the sweep may hand it to the queue (again); 0 while nobody has looked at it (domain/mails/fresh.ts). */
    notBefore: integer('not_before').notNull(),
    /** Until when a consumer holds it; while it is queued, until when it rests after a failure. */
    leaseUntil: integer('lease_until'),
    providerId: text('provider_id'),
    lastError: text('last_error'),
    /** Tries whose outcome nobody knows: at most two, so that nobody gets the same letter three times. */
    doubts: integer().notNull().default(0),
    /** When a report of the provider last changed the state. */
    reportedAt: integer('reported_at'),
    createdAt: integer('created_at').notNull(),
    sentAt: integer('sent_at'),
  },
  (t) => [
    check(
      'mails_kind',
      sql`${t.kind} in ('invitation', 'reminder', 'registration', 'account_exists', 'address_confirmation', 'password_reset', 'batch_done')`,
    ),
    check(
      'mails_state',
      sql`${t.state} in ('queued', 'sending', 'sent', 'delivered', 'deferred', 'bounced', 'complained', 'suppressed', 'failed', 'cancelled')`,
    ),
    index('mails_waiting').on(t.notBefore).where(sql`state in ('queued', 'sending') and not_before > 0`),
    index('mails_failed').on(t.id).where(sql`state = 'failed'`),
  ],
)
