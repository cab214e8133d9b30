import { lte } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { uploads } from '#src/db/schema/index.ts'
import { dayMs } from '../time/day.ts'

/** Files whose columns nobody named within a day go: they hold the names and addresses of people. */
export async function forgetOldUploads(db: Database, now: number): Promise<void> {
  await db.delete(uploads).where(lte(uploads.createdAt, now - dayMs))
}
