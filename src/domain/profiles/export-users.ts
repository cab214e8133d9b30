import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { whole } from '#src/db/whole.ts'
import { type Export, type ExportRequest, recordExport } from '../events/record-export.ts'
import type { Actor } from '../users/user.ts'
import { findFilteredGroup } from './find-filtered-group.ts'
import { matchUsers, type UserFilter } from './match-users.ts'
import { type ExportedUser, readUsersExport } from './read-users-export.ts'

type UserExportRequest = ExportRequest & {
  wanted: UserFilter
  /** For whom names are chosen and days are meant. */
  reader: { language: string; timeZone: string }
}

/** Takes the people who meet a filter out of the house, in the order of their registering: those there were at this moment. */
export async function exportUsers(
  db: Database,
  { wanted, reader, ...request }: UserExportRequest,
  actor: Actor,
  now: number,
): Promise<Export<ExportedUser>> {
  const [last] = await db.all<{ id: number | null }>(sql`select max(id) as id from users`)
  const matching = matchUsers(wanted, await findFilteredGroup(db, wanted.group, reader.timeZone))
  const condition = sql`${matching.condition} and ${matching.key} <= ${whole(last?.id ?? 0)}`
  const found = { ...matching, condition }
  const recorded = await recordExport(db, 'users', request, found, actor, now)
  if (recorded.outcome !== 'recorded') return recorded
  return {
    outcome: 'exported',
    count: recorded.count,
    pages: readUsersExport(db, found, reader.language),
  }
}
