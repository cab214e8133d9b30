import { sql } from 'drizzle-orm'
import { check, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { users } from './users.ts'

export const groupKinds = ['manual', 'smart'] as const

export const groups = sqliteTable(
  'groups',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    publicId: text('public_id').notNull().unique(),
    kind: text({ enum: groupKinds }).notNull().default('manual'),
    name: text().notNull(),
    /** The name in other languages, by language tag, where it has one. */
    names: text({ mode: 'json' }).$type<Record<string, string>>().notNull().default({}),
    /** GroupConditions as JSON (domain/groups/conditions.ts); smart groups only. */
    conditions: text({ mode: 'json' }),
    createdAt: integer('created_at').notNull(),
    /** Of a manual group kept by triggers; of a smart one as many as there were at `countedAt`. */
    memberCount: integer('member_count').notNull().default(0),
    /** When a smart group was last counted; null where it has yet to be, since what decides who is in it has changed. */
    countedAt: integer('counted_at'),
    /** Counts those changes, so that no number of before is written after one. */
    revision: integer().notNull().default(0),
  },
  (t) => [check('groups_kind', sql`${t.kind} in ('manual', 'smart')`)],
)

export const groupMembers = sqliteTable(
  'group_members',
  {
    groupId: integer('group_id')
      .notNull()
      .references(() => groups.id, { onDelete: 'cascade' }),
    userId: integer('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    addedAt: integer('added_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.groupId, t.userId] }), index('group_members_user').on(t.userId)],
)
