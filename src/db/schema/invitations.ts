import { sql } from 'drizzle-orm'
import {
  type AnySQLiteColumn,
  check,
  index,
  integer,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core'
import { foldedLetters } from '#src/db/fold-letters.ts'
import { labelsOf, localPart } from './address-parts.ts'
import { batches } from './batches.ts'
import { grants } from './grants.ts'
import { stopReasons } from './stop-reasons.ts'
import { users } from './users.ts'

/** The states of a mail that a list tells apart from being on its way. */
export const mailFates = [
  'deferred',
  'delivered',
  'suppressed',
  'bounced',
  'complained',
  'failed',
  'cancelled',
] as const

const invitationWords = foldedLetters(sql`replace(coalesce(${localPart('address')}, '') || ' ' ||
  iif(lower(address) <> email_key, ${localPart('email_key')}, '') || ' ' || coalesce(first_name, '') || ' ' ||
  coalesce(last_name, '') || ' ' || coalesce(postal_address, ''), ':', ' ')`)

/** The confirmation of an address given for a letter code is no invitation of its batch: the code is. */
const ownBatch = sql`iif(letter_id is null, batch_id, null)`

/** Facts are written `:::kind:value` (db/terms.ts); those of a batch's own page begin with the batch, so that the index counts them. */
const invitationFacts = sql`':::language:' || replace(locale, '-', ':') || ' :::grant:' || grant_id
  || strftime(' :::made:%Y :::made:%Y%m :::made:%Y%m%d', created_at / 1000, 'unixepoch')
  || coalesce(' :::inviter:' || inviter_id, ' :::from:' || replace(source, '_', ':'))
  || case when address is not null then ' :::mail:' || coalesce(mail_fate, 'underway') when erased_at is null then ' :::is:letter' else '' end
  || coalesce(${labelsOf('address')}, '') || iif(lower(address) <> email_key, ${labelsOf('email_key')}, '')
  || coalesce(' :::tail:' || code_tail, '')
  || coalesce(' :::stop:' || stop, '')
  || coalesce(' :::batch:' || ${ownBatch} || iif(delivered_at is null, '', ' :::batch:' || batch_id || ':delivered'), '')
  || case
    when accepted_at is not null then ' :::is:accepted'
      || coalesce(' :::batch:' || ${ownBatch} || ':accepted:' || strftime('%Y%m%d', accepted_at / 1000, 'unixepoch'), '')
    when stop = 'refused' then ' :::is:refused' || coalesce(' :::batch:' || ${ownBatch} || ':refused', '')
    else ' :::is:waiting' || strftime(' :::ends:%Y%m%d :::ends:%Y%m%d:%H', expires_at / 1000, 'unixepoch')
      || iif(reminded_at is null, '', strftime(' :::is:reminded :::reminded:%Y%m%d :::reminded:%Y%m%d:%H', expires_at / 1000, 'unixepoch'))
      || coalesce(' :::batch:' || ${ownBatch} || ':waiting'
        || ' :::batch:' || batch_id || ':ends:' || strftime('%Y%m%d', expires_at / 1000, 'unixepoch')
        || iif(address is null and erased_at is null, ' :::batch:' || batch_id || ':letters:' || strftime('%Y%m%d', expires_at / 1000, 'unixepoch'), ''), '')
  end`

export const invitationSources = ['batch', 'registration', 'first_administrator'] as const

/** A promise to one person. Open, accepted and expired follow from `accepted_at`, `expires_at` and the clock. */
export const invitations = sqliteTable(
  'invitations',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    publicId: text('public_id').notNull().unique(),
    source: text({ enum: invitationSources }).notNull(),
    /** As given; null for letter codes. */
    address: text(),
    /** Canonical form of the address; at most one unaccepted invitation per key. */
    emailKey: text('email_key'),
    firstName: text('first_name'),
    lastName: text('last_name'),
    /** Where a letter with its code goes: street and town, a line each. Letter codes only. */
    postalAddress: text('postal_address'),
    locale: text().notNull(),
    grantId: integer('grant_id')
      .notNull()
      .references(() => grants.id),
    batchId: integer('batch_id').references(() => batches.id),
    inviterId: integer('inviter_id').references(() => users.id),
    /** This person's own message; null means the batch's. */
    message: text(),
    /** HMAC of the code, to find it by; the code itself is never stored. */
    codeMac: text('code_mac').notNull().unique(),
    /** Keyed hash of the last four symbols of a letter code, which staff may ask for; says nothing without the key. */
    codeTail: text('code_tail'),
    generation: integer().notNull().default(1),
    keyId: integer('key_id').notNull().default(1),
    /** How often the invitation was sent, the first time included; reminders do not count. */
    sendings: integer().notNull().default(1),
    createdAt: integer('created_at').notNull(),
    expiresAt: integer('expires_at').notNull(),
    /** When the reminder is due: set when a mail of the invitation has left, emptied when the reminder is written. */
    remindAt: integer('remind_at'),
    remindedAt: integer('reminded_at'),
    /**
     * The letter code that someone gave this address for: a confirmation of the address is an invitation of its own. Who
     * completes it uses both up.
     */
    letterId: integer('letter_id').references((): AnySQLiteColumn => invitations.id),
    acceptedAt: integer('accepted_at'),
    acceptedBy: integer('accepted_by').references(() => users.id),
    /** What became of its latest mail, null while that is queued, being sent or sent; kept by triggers (migrations 0006 and 0008). */
    mailFate: text('mail_fate', { enum: mailFates }),
    /** When the first of its mails was reported to have arrived; kept by a trigger (migration 0008). */
    deliveredAt: integer('delivered_at'),
    /** The reason in its row of `invitation_stops`; kept by triggers. */
    stop: text({ enum: stopReasons }),
    /** When the person behind it was erased: it goes on counting, but says nothing about anybody. */
    erasedAt: integer('erased_at'),
    /** What `invitation_index` finds it by: words of its own, and facts, each one token (docs/data.md). */
    words: text().generatedAlwaysAs(invitationWords, { mode: 'virtual' }),
    facts: text().generatedAlwaysAs(invitationFacts, { mode: 'virtual' }),
  },
  (t) => [
    check('invitations_source', sql`${t.source} in ('batch', 'registration', 'first_administrator')`),
    check('invitations_accepted', sql`(${t.acceptedAt} is null) = (${t.acceptedBy} is null)`),
    uniqueIndex('invitations_open_email').on(t.emailKey).where(sql`accepted_at is null`),
    index('invitations_letter').on(t.letterId).where(sql`letter_id is not null`),
    index('invitations_remind').on(t.remindAt).where(sql`remind_at is not null`),
  ],
)
