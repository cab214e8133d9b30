import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
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

type Row = SkippedPlace & {
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
  { position, at }: SkippedPlace,
  now: number,
): Promise<{ rows: SkippedInvitation[]; next: SkippedPlace | undefined }> {
  const found = await db.all<Row>(sql`
    select c.position, s.key as at, i.public_id as publicId, i.address, i.first_name as firstName, i.last_name as lastName,
      i.accepted_at as acceptedAt, i.expires_at as expiresAt, i.reminded_at as remindedAt, i.stop
    from bulk_chunks c cross join json_each(c.ids, ${`$.${reason}`}) s cross join invitations i on i.id = s.value
    where c.bulk_action_id = ${id} and json_type(c.ids) = 'object' and c.position >= ${position}
      and (c.position > ${position} or s.key >= ${at})
    order by c.position limit ${pageRows + 1}`)
  const rows = found.slice(0, pageRows).map((row) => ({
    ...{ publicId: row.publicId, address: row.address, state: invitationState(row, now) },
    name: [row.firstName, row.lastName].filter(Boolean).join(' '),
  }))
  const beyond = found[pageRows]
  return { rows, next: beyond && { position: beyond.position, at: beyond.at } }
}
