import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { jsonList } from '#src/db/json-list.ts'
import { pageRows } from '#src/db/paging.ts'
import { type InvitationState, invitationState } from '../invitations/invitation.ts'
import type { StopReason } from '../invitations/stop.ts'
import type { SkipReason } from './bulk-action.ts'

export type SkippedInvitation = {
  publicId: string
  /** Null for a letter code. */
  address: string | null
  name: string
  state: InvitationState
}

/** Where a page of the list begins: a chunk, and a place in its list. */
export type SkippedPlace = { position: number; at: number }

type Row = {
  id: number
  publicId: string
  address: string | null
  firstName: string | null
  lastName: string | null
  acceptedAt: number | null
  expiresAt: number
  remindedAt: number | null
  stop: StopReason | null
}

/** Who was left out for one reason, in order, as they are now; nobody any more when the chunks are forgotten. */
export async function listSkipped(
  db: Database,
  id: number,
  reason: SkipReason,
  place: SkippedPlace,
  now: number,
): Promise<{ rows: SkippedInvitation[]; next: SkippedPlace | undefined }> {
  const placed = await readPlaced(db, id, reason, place)
  const shown = placed.slice(0, pageRows).map((skipped) => skipped.id)
  const found = await db.all<Row>(sql`
    select i.id, i.public_id as publicId, i.address, i.first_name as firstName, i.last_name as lastName,
      i.accepted_at as acceptedAt, i.expires_at as expiresAt, i.reminded_at as remindedAt, i.stop
    from invitations i where i.id in (select value from ${jsonList(shown)}) order by i.id`)
  const beyond = placed[pageRows]
  return {
    rows: found.map((row) => toSkipped(row, now)),
    next: beyond && { position: beyond.position, at: beyond.at },
  }
}

/** One more than a page shows. Lists are cut here, because a database that steps through them reads each entry as a row. */
async function readPlaced(db: Database, id: number, reason: SkipReason, from: SkippedPlace) {
  const chunks = await db.all<{ position: number; list: string }>(sql`
    select position, ids ->> ${`$.${reason}`} as list from bulk_chunks
    where bulk_action_id = ${id} and position >= ${from.position} and ids ->> ${`$.${reason}`} is not null
    order by position limit ${pageRows + 1}`)
  const placed = chunks.flatMap(
    ({ position, list }) =>
      (JSON.parse(list) as number[]).map((skipped, at) => ({ id: skipped, position, at })), // -- written by sortOut alone
  )
  return placed.filter(({ position, at }) => position > from.position || at >= from.at).slice(0, pageRows + 1)
}

function toSkipped(row: Row, now: number): SkippedInvitation {
  const { publicId, address, firstName, lastName } = row
  const name = [firstName, lastName].filter(Boolean).join(' ')
  return { publicId, address, name, state: invitationState(row, now) }
}
