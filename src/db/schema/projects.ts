import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { users } from './users.ts'

export const projects = sqliteTable('projects', {
  id: integer().primaryKey({ autoIncrement: true }),
  publicId: text('public_id').notNull().unique(),
  name: text().notNull(),
  description: text().notNull().default(''),
  createdAt: integer('created_at').notNull(),
})

export const projectManagers = sqliteTable(
  'project_managers',
  {
    projectId: integer('project_id')
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    userId: integer('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    addedAt: integer('added_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.projectId, t.userId] }), index('project_managers_user').on(t.userId)],
)
