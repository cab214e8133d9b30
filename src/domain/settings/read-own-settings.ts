import { eq, getTableColumns } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { settings, users } from '#src/db/schema/index.ts'
import { nothingSet, type OwnSettings } from './own-settings.ts'

/** What administrators have set, which change it was, and who made it. */
export type SavedSettings = OwnSettings & {
  revision: number
  updatedAt: number | null
  updaterName: string | null
}

const untouched: SavedSettings = { ...nothingSet, revision: 0, updatedAt: null, updaterName: null }

export async function readOwnSettings(db: Database): Promise<SavedSettings> {
  const [found] = await db
    .select({
      ...ownColumns,
      revision: settings.revision,
      updatedAt: settings.updatedAt,
      updaterName: users.name,
    })
    .from(settings)
    .leftJoin(users, eq(users.id, settings.updatedBy))
    .where(eq(settings.id, 1))
  return found ?? untouched
}

/** The columns that hold what was set. */
const {
  id: _id,
  revision: _revision,
  updatedAt: _updatedAt,
  updatedBy: _updatedBy,
  ...ownColumns
} = getTableColumns(settings)
