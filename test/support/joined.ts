import { eq } from 'drizzle-orm'
import { invitations } from '#src/db/schema/index.ts'
import type { BatchOptions } from '#src/domain/batches/batch.ts'
import { codeOf } from '#src/domain/codes/code.ts'
import { acceptInvitation } from '#src/domain/invitations/accept-invitation.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { inviteAll, rowsOf } from './batches.ts'
import { db, keys } from './cast.ts'
import { password } from './passwords.ts'

/** Accepts the open invitation of this address as Zoé Roy. */
export async function join(address: string, at: number) {
  const found = await db.select().from(invitations).where(eq(invitations.address, address))
  const open = found.find(({ acceptedAt }) => acceptedAt === null)
  if (!open) throw new Error(`${address} is not invited`)
  const person = { firstName: 'Zoé', lastName: 'Roy', language: 'en', password, code: codeOf(keys, open) }
  const accepted = await acceptInvitation(db, keys, person, at)
  if (accepted.outcome !== 'accepted') throw new Error(accepted.outcome)
}

/** Somebody who was invited and has come in. */
export async function joined(
  address: string,
  by: Actor,
  options: Partial<BatchOptions> = {},
  at = Date.now(),
) {
  await inviteAll(rowsOf(address), by, options, at)
  await join(address, at)
}
