import { eq, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { batches, invitationStops, invitations, users } from '#src/db/schema/index.ts'
import type { Actor } from '#src/domain/users/user.ts'
import type { Keys } from '#src/keys.ts'
import { macOfCode } from '../codes/code.ts'
import { type InvitationKind, type InvitationSource, invitationKind } from './invitation.ts'
import { isSendable } from './renew-invitation.ts'

/** What the holder of a code may read of its invitation. */
export type FoundInvitation = {
  publicId: string
  kind: InvitationKind
  /** Empty for a letter code. */
  address: string
  /** Its canonical form; null for a letter code. */
  emailKey: string | null
  firstName: string | null
  lastName: string | null
  locale: string
  /** Null when the platform itself invites, or when the inviter is gone. */
  inviterName: string | null
  message: string | null
  expiresAt: number
  source: InvitationSource
  /** Whether a new mail would open it again. */
  isSendable: boolean
  /** Accepted, but by an account of another address: of a letter code, or of another confirmation given for it. */
  isAcceptedByOther: boolean
  /** When the person said that they do not want it. It stays what it was, for minds change. */
  refusedAt: number | null
}

export type Finding =
  | { state: 'unknown' }
  | {
      /**
       * `registered`: the address has an account and nobody is signed in; `receivable`: signed in as exactly that
       * account, or as anyone who holds a letter code; `signed_in_as_other`: someone else is signed in while the invitation
       * is open; `address_missing`: a letter code, for which a visitor gives an address.
       */
      state:
        | 'open'
        | 'address_missing'
        | 'used'
        | 'expired'
        | 'registered'
        | 'receivable'
        | 'signed_in_as_other'
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
  const found = await readByMac(db, macOfCode(keys, code), now)
  if (!found) return { state: 'unknown' }
  const { letterId, acceptedAt, hasAccount, ...facts } = found
  const { emailKey } = facts
  const invitation = { ...facts, kind: invitationKind({ address: emailKey, letterId }) }
  if (acceptedAt !== null) return { state: 'used', invitation }
  if (invitation.expiresAt <= now) return { state: 'expired', invitation }
  if (emailKey === null) return { state: actor ? 'receivable' : 'address_missing', invitation }
  if (actor) return { state: actor.email === emailKey ? 'receivable' : 'signed_in_as_other', invitation }
  return { state: hasAccount ? 'registered' : 'open', invitation }
}

async function readByMac(db: Database, codeMac: string, now: number) {
  const [found] = await db
    .select({
      publicId: invitations.publicId,
      address: sql<string>`coalesce(${invitations.address}, '')`,
      firstName: invitations.firstName,
      lastName: invitations.lastName,
      locale: invitations.locale,
      inviterName: sql<string | null>`nullif(trim(${users.name}), '')`,
      message: sql<
        string | null
      >`nullif(coalesce(${invitations.message}, ${batches.options} ->> '$.message'), '')`,
      expiresAt: invitations.expiresAt,
      source: invitations.source,
      isSendable: isSendable(now).mapWith(Boolean),
      isAcceptedByOther:
        sql`exists (select 1 from users accepter where accepter.id = ${invitations.acceptedBy}
        and accepter.email is not ${invitations.emailKey})`.mapWith(Boolean),
      refusedAt: sql<number | null>`iif(${invitationStops.reason} = 'refused', ${invitationStops.at}, null)`,
      emailKey: invitations.emailKey,
      letterId: invitations.letterId,
      acceptedAt: invitations.acceptedAt,
      hasAccount:
        sql`exists (select 1 from users account where account.email = ${invitations.emailKey})`.mapWith(
          Boolean,
        ),
    })
    .from(invitations)
    .leftJoin(users, eq(users.id, invitations.inviterId))
    .leftJoin(batches, eq(batches.id, invitations.batchId))
    .leftJoin(invitationStops, eq(invitationStops.invitationId, invitations.id))
    .where(eq(invitations.codeMac, codeMac))
  return found
}
