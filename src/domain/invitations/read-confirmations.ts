import { desc, eq, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { invitations } from '#src/db/schema/index.ts'
import { addressesPerCode } from './give-address.ts'
import { type InvitationState, invitationState } from './invitation.ts'

/** The confirmation of an address that was given for a letter code. */
export type Confirmation = { publicId: string; address: string; state: InvitationState; createdAt: number }

/** The addresses given for a letter code that nobody knew, the latest first. */
export async function readConfirmations(db: Database, letter: string, now: number): Promise<Confirmation[]> {
  const { publicId, createdAt, expiresAt, remindedAt, acceptedAt } = invitations
  const rows = await db
    .select({
      ...{ publicId, createdAt, expiresAt, remindedAt, acceptedAt },
      address: sql<string>`coalesce(${invitations.address}, '')`,
    })
    .from(invitations)
    .where(
      eq(
        invitations.letterId,
        sql`(select letter.id from invitations letter where letter.public_id = ${letter})`,
      ),
    )
    .orderBy(desc(invitations.id))
    .limit(addressesPerCode)
  return rows.map((row) => ({
    publicId: row.publicId,
    address: row.address,
    state: invitationState(row, now),
    createdAt: row.createdAt,
  }))
}
