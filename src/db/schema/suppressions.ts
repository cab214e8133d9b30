import { sql } from 'drizzle-orm'
import { check, index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

export const suppressionReasons = ['bounce', 'complaint', 'unsubscribe', 'refusal'] as const

/**
 * Addresses to which nothing is sent. The address itself is not kept: whoever was deleted stays suppressed without being
 * known. domain/suppressions/address-hash.ts says how the hash is made.
 */
export const suppressions = sqliteTable(
  'suppressions',
  {
    addressHash: text('address_hash').primaryKey(),
    reason: text({ enum: suppressionReasons }).notNull(),
    since: integer().notNull(),
    /** The invitation whose mail led to it, to show whose address it is; no foreign key, since it outlives the invitation. */
    invitationId: integer('invitation_id'),
  },
  (t) => [
    check('suppressions_reason', sql`${t.reason} in ('bounce', 'complaint', 'unsubscribe', 'refusal')`),
    index('suppressions_since').on(t.since),
  ],
)
