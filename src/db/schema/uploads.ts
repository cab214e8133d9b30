import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { users } from './users.ts'

/** A file that waits until somebody says which of its columns is what. It goes when that is said, or after a day. */
export const uploads = sqliteTable('uploads', {
  id: integer().primaryKey({ autoIncrement: true }),
  publicId: text('public_id').notNull().unique(),
  createdBy: integer('created_by')
    .notNull()
    .references(() => users.id),
  createdAt: integer('created_at').notNull(),
  fileName: text('file_name').notNull(),
  /** UploadContent as JSON: what was chosen in the form that brought the file, or the draft it has become. */
  options: text({ mode: 'json' }).notNull(),
})

/** The bytes of the file, in base64, about a million characters per part: D1 stores texts of up to 2 MB. */
export const uploadParts = sqliteTable(
  'upload_parts',
  {
    uploadId: integer('upload_id')
      .notNull()
      .references(() => uploads.id, { onDelete: 'cascade' }),
    position: integer().notNull(),
    content: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.uploadId, t.position] })],
)
