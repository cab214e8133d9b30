import { sql } from 'drizzle-orm'
import { invitations } from '#src/db/schema/index.ts'
import { addressesPerCode } from './give-address.ts'
import { type InvitationState, invitationState } from './invitation.ts'

/** The confirmation of an address that was given for a letter code. */
export type Confirmation = { publicId: string; address: string; state: InvitationState; createdAt: number }

type Row = Omit<Confirmation, 'state'> & {
  expiresAt: number
  remindedAt: number | null
  acceptedAt: number | null
}

/** The column of an invitation's row with the addresses given for its letter code that nobody knew, the latest first. */
export const confirmationsColumn = sql<string>`(
  select json_group_array(json_object('publicId', recent.public_id, 'address', coalesce(recent.address, ''),
    'createdAt', recent.created_at, 'expiresAt', recent.expires_at, 'remindedAt', recent.reminded_at,
    'acceptedAt', recent.accepted_at) order by recent.id desc)
  from (select * from invitations given where given.letter_id = ${invitations.id} order by given.id desc
    limit ${addressesPerCode}) recent)`

export function confirmationsOf(json: string, now: number): Confirmation[] {
  const rows: Row[] = JSON.parse(json)
  return rows.map((row) => ({
    publicId: row.publicId,
    address: row.address,
    state: invitationState(row, now),
    createdAt: row.createdAt,
  }))
}
