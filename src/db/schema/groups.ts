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
