import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { jsonList } from '#src/db/json-list.ts'
import { whole } from '#src/db/whole.ts'
import type { Keys } from '#src/keys.ts'
import { type Export, type ExportRequest, recordExport } from '../events/record-export.ts'
import type { Actor } from '../users/user.ts'
import { type InvitationFilter, type Matching, matchInvitations } from './match-invitations.ts'
import { type ExportedInvitation, readExport } from './read-export.ts'

/** All that meet a filter, or those with these public ids. */
export type Chosen = { filter: InvitationFilter } | { ids: readonly string[] }

export type InvitationExportRequest = ExportRequest & {
  chosen: Chosen
  /** Whether the codes of open ones are wanted too. */
  withCodes: boolean
  /** Of the names of groups. */
  language: string
}

/**
 * Takes invitations out of the house, in the order of their writing: those there were at this moment, as they are when they are
 * read. Whoever was erased is not among them.
 */
export async function exportInvitations(
  db: Database,
  keys: Keys,
  { chosen, withCodes, language, ...request }: InvitationExportRequest,
  actor: Actor,
  now: number,
): Promise<Export<ExportedInvitation>> {
  const [last] = await db.all<{ id: number | null }>(sql`select max(id) as id from invitations`)
  const matching = matchChosen(chosen, now)
  const condition = sql`${matching.condition} and i.erased_at is null and ${matching.key} <= ${whole(last?.id ?? 0)}`
  const found = { ...matching, condition }
  const told = { ...request, with_codes: withCodes, ...('ids' in chosen && { ticked: chosen.ids.length }) }
  const recorded = await recordExport(db, 'invitations', told, found, actor, now)
  if (recorded.outcome !== 'recorded') return recorded
  const pages = readExport(db, found, { keys: withCodes ? keys : undefined, language, now })
  return { outcome: 'exported', count: recorded.count, pages }
}

function matchChosen(chosen: Chosen, now: number): Matching {
  if ('filter' in chosen) return matchInvitations(chosen.filter, now)
  const ids = jsonList([...new Set(chosen.ids)])
  return {
    source: sql`${ids} as asked cross join invitations i on i.public_id = asked.value`,
    condition: sql`true`,
    key: sql`i.id`,
  }
}
