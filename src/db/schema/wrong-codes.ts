import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Wrong letter codes in a row per client, so that guessing slows down. A client is known by a keyed hash of its network. */
export const wrongCodes = sqliteTable(
  'wrong_codes',
  {
    client: text().primaryKey(),
    count: integer().notNull(),
    lastAt: integer('last_at').notNull(),
    blockedUntil: integer('blocked_until').notNull(),
  },
  (t) => [index('wrong_codes_age').on(t.lastAt)],
)

/** Wrong letter codes of all clients together, per hour since 1970: what the platform allows. */
export const wrongCodeHours = sqliteTable('wrong_code_hours', {
  hour: integer().primaryKey(),
  count: integer().notNull(),
})
