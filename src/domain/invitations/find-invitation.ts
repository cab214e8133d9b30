import { eq, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { batches, invitations, users } from '#src/db/schema/index.ts'
import type { Actor } from '#src/domain/users/user.ts'
import type { Keys } from '#src/keys.ts'
import { macOfCode } from '../codes/code.ts'
import type { InvitationSource } from './invitation.ts'

/** What the holder of a code may read of its invitation. */
export type FoundInvitation = {
  publicId: string
  address: string
  firstName: string | null
  lastName: string | null
  locale: string
  /** Null when the platform itself invites, or when the inviter is gone. */
  inviterName: string | null
  message: string | null
  expiresAt: number
  source: InvitationSource
}

export type Finding =
  | { state: 'unknown' }
  | {
      /**
       * `registered`: the address has an account and nobody is signed in; `receivable`: signed in as exactly that
       * account; `signed_in_as_other`: someone else is signed in while the invitation is open.
       */
      state: 'open' | 'used' | 'expired' | 'registered' | 'receivable' | 'signed_in_as_other'
      invitation: FoundInvitation
    }

/** What a code opens for whoever holds it now. Reads only. */
export async function findInvitation(
  db: Database,
  keys: Keys,
  code: string,
  actor: Actor | null,
  now: number,
): Promise<Finding> {
  const found = await readByMac(db, macOfCode(keys, code))
  if (!found) return { state: 'unknown' }
  const { emailKey, acceptedAt, hasAccount, ...invitation } = found
  if (acceptedAt !== null) return { state: 'used', invitation }
  if (invitation.expiresAt <= now) return { state: 'expired', invitation }
  if (actor) return { state: actor.email === emailKey ? 'receivable' : 'signed_in_as_other', invitation }
  return { state: hasAccount ? 'registered' : 'open', invitation }
}

async function readByMac(db: Database, codeMac: string) {
  const [found] = await db
    .select({
      publicId: invitations.publicId,
      address: sql<string>`coalesce(${invitations.address}, '')`,
      firstName: invitations.firstName,
      lastName: invitations.lastName,
      locale: invitations.locale,
      inviterName: users.name,
      message: sql<
        string | null
      >`nullif(coalesce(${invitations.message}, ${batches.options} ->> '$.message'), '')`,
      expiresAt: invitations.expiresAt,
      source: invitations.source,
      emailKey: invitations.emailKey,
      acceptedAt: invitations.acceptedAt,
      hasAccount:
        sql`exists (select 1 from users account where account.email = ${invitations.emailKey})`.mapWith(
          Boolean,
        ),
    })
    .from(invitations)
    .leftJoin(users, eq(users.id, invitations.inviterId))
    .leftJoin(batches, eq(batches.id, invitations.batchId))
    .where(eq(invitations.codeMac, codeMac))
  return found
}
