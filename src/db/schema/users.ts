import { relations, sql } from 'drizzle-orm'
import { check, index, integer, sqliteTable, text, unique } from 'drizzle-orm/sqlite-core'
import { foldedLetters } from '#src/db/fold-letters.ts'
import { labelsOf, localPart } from './address-parts.ts'

export const roles = ['member', 'support', 'admin'] as const

const userWords = sql`iif(erased_at is null, ${foldedLetters(sql`replace(${localPart('email')} || ' ' || first_name || ' ' || last_name, ':', ' ')`)}, '')`
const userFacts = sql`iif(erased_at is not null, ':::is:erased', iif(deactivated_at is null, ':::is:active', ':::is:deactivated')
  || ${labelsOf('email')} || ' :::domain:' || replace(replace(substr(email, instr(email, '@') + 1), '.', ':'), '-', ':')
  || ' :::role:' || role || ' :::language:' || replace(locale, '-', ':')
  || strftime(' :::joined:%Y :::joined:%Y%m :::joined:%Y%m%d', created_at / 1000, 'unixepoch'))`

/** People who have completed an invitation. Better Auth reads and writes them; `email` is stored in its canonical form. */
export const users = sqliteTable(
  'users',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    publicId: text('public_id').notNull().unique(),
    email: text().notNull().unique(),
    emailVerified: integer('email_verified', { mode: 'boolean' }).notNull().default(true),
    firstName: text('first_name').notNull(),
    lastName: text('last_name').notNull(),
    name: text().generatedAlwaysAs(sql`first_name || ' ' || last_name`),
    image: text(),
    locale: text().notNull(),
    role: text({ enum: roles }).notNull().default('member'),
    createdAt: integer('created_at', { mode: 'timestamp_ms' }).notNull(),
    updatedAt: integer('updated_at', { mode: 'timestamp_ms' }).notNull(),
    /** Since when this person can no longer sign in, until an administrator lets them again. */
    deactivatedAt: integer('deactivated_at'),
    /** When everything about this person was erased; the row stays, because others point at it. */
    erasedAt: integer('erased_at'),
    /** What `user_index` finds a person by (docs/data.md). */
    words: text().generatedAlwaysAs(userWords, { mode: 'virtual' }),
    facts: text().generatedAlwaysAs(userFacts, { mode: 'virtual' }),
  },
  (t) => [
    check('users_role', sql`${t.role} in ('member', 'support', 'admin')`),
    index('users_admins').on(t.id).where(sql`role = 'admin'`),
  ],
)

export const sessions = sqliteTable(
  'sessions',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    userId: integer('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    token: text().notNull().unique(),
    expiresAt: integer('expires_at', { mode: 'timestamp_ms' }).notNull(),
    ipAddress: text('ip_address'),
    userAgent: text('user_agent'),
    createdAt: integer('created_at', { mode: 'timestamp_ms' }).notNull(),
    updatedAt: integer('updated_at', { mode: 'timestamp_ms' }).notNull(),
  },
  (t) => [index('sessions_user').on(t.userId)],
)

/** Ways to sign in. Today only the password: provider `credential`, account id = the user's id as text (Better Auth's convention). */
export const accounts = sqliteTable(
  'accounts',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    userId: integer('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    accountId: text('account_id').notNull(),
    providerId: text('provider_id').notNull(),
    password: text(),
    // For sign-in through other providers; Better Auth insists on them.
    accessToken: text('access_token'),
    refreshToken: text('refresh_token'),
    idToken: text('id_token'),
    accessTokenExpiresAt: integer('access_token_expires_at', { mode: 'timestamp_ms' }),
    refreshTokenExpiresAt: integer('refresh_token_expires_at', { mode: 'timestamp_ms' }),
    scope: text(),
    createdAt: integer('created_at', { mode: 'timestamp_ms' }).notNull(),
    updatedAt: integer('updated_at', { mode: 'timestamp_ms' }).notNull(),
  },
  (t) => [unique('accounts_user_provider').on(t.userId, t.providerId)],
)

/** By these Better Auth finds a session with its person, and a person with their accounts, in one statement. */
export const sessionRelations = relations(sessions, ({ one }) => ({
  user: one(users, { fields: [sessions.userId], references: [users.id] }),
}))
export const accountRelations = relations(accounts, ({ one }) => ({
  user: one(users, { fields: [accounts.userId], references: [users.id] }),
}))
export const userRelations = relations(users, ({ many }) => ({ accounts: many(accounts) }))

/** Better Auth's short-lived proofs (password resets). Identifiers are stored hashed. */
export const verifications = sqliteTable('verifications', {
  id: integer().primaryKey({ autoIncrement: true }),
  identifier: text().notNull().unique(),
  value: text().notNull(),
  expiresAt: integer('expires_at', { mode: 'timestamp_ms' }).notNull(),
  createdAt: integer('created_at', { mode: 'timestamp_ms' }).notNull(),
  updatedAt: integer('updated_at', { mode: 'timestamp_ms' }).notNull(),
})

/** Wrong passwords in a row per address, so that guessing slows down (NIST SP 800-63B-4 §3.2.2). */
export const signInFailures = sqliteTable(
  'sign_in_failures',
  {
    email: text().primaryKey(),
    count: integer().notNull(),
    blockedUntil: integer('blocked_until').notNull(),
  },
  (t) => [index('sign_in_failures_age').on(t.blockedUntil)],
)
