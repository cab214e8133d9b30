import { eq } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { settings, users } from '#src/db/schema/index.ts'
import type { OwnSettings } from './own-settings.ts'

/** What administrators have set, which change it was, and who made it. */
export type SavedSettings = OwnSettings & {
  revision: number
  updatedAt: number | null
  updaterName: string | null
}

const untouched: SavedSettings = {
  ...{ reminderDays: null, expiryDays: null, mailsPerMinute: null, batchSummary: null, replyTo: null },
  ...{ revision: 0, updatedAt: null, updaterName: null },
}

export async function readOwnSettings(db: Database): Promise<SavedSettings> {
  const { reminderDays, expiryDays, mailsPerMinute, batchSummary, replyTo, revision, updatedAt } = settings
  const [found] = await db
    .select({
      ...{ reminderDays, expiryDays, mailsPerMinute, batchSummary, replyTo, revision, updatedAt },
      updaterName: users.name,
    })
    .from(settings)
    .leftJoin(users, eq(users.id, settings.updatedBy))
    .where(eq(settings.id, 1))
  return found ?? untouched
}
