import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { groups } from './groups.ts'
import { projects } from './projects.ts'

/** What an invitation promises. One row per distinct promise, found by its content and shared by all invitations that make it. */
export const grants = sqliteTable('grants', {
  id: integer().primaryKey({ autoIncrement: true }),
  contentKey: text('content_key').notNull().unique(),
  admin: integer({ mode: 'boolean' }).notNull(),
})

export const grantGroups = sqliteTable(
  'grant_groups',
  {
    grantId: integer('grant_id')
      .notNull()
      .references(() => grants.id, { onDelete: 'cascade' }),
    groupId: integer('group_id')
      .notNull()
      .references(() => groups.id, { onDelete: 'cascade' }),
  },
  (t) => [primaryKey({ columns: [t.grantId, t.groupId] })],
)

export const grantProjects = sqliteTable(
  'grant_projects',
  {
    grantId: integer('grant_id')
      .notNull()
      .references(() => grants.id, { onDelete: 'cascade' }),
    projectId: integer('project_id')
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
  },
  (t) => [primaryKey({ columns: [t.grantId, t.projectId] })],
)
