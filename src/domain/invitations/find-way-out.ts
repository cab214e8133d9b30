import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { invitationStops, invitations, users } from '#src/db/schema/index.ts'
import type { Keys } from '#src/keys.ts'
import { macOfCode } from '../codes/code.ts'
import { mailsOf } from '../mails/mails-of.ts'
import { isWayOut, publicIdOf } from '../mails/way-out.ts'
import { addressHash } from '../suppressions/address-hash.ts'
import { emailKeyOf } from './address.ts'
import type { InvitationSource } from './invitation.ts'
import type { StopReason } from './stop.ts'

/** Who wants out: with the link of a letter, or with the code that opens the invitation. */
export type Way = { token: string } | { code: string }

/** What is shown to somebody who does not want an invitation. */
export type LeavableInvitation = {
  publicId: string
  emailKey: string
  source: InvitationSource
  /** Null when the platform itself invites, or when the inviter is gone. */
  inviterName: string | null
  expiresAt: number
  isExpired: boolean
  stop: StopReason | null
  stoppedAt: number | null
}

export type WayOut =
  | { state: 'unknown' }
  | { state: 'open' | 'refused' | 'accepted'; invitation: LeavableInvitation }
  /**
   * The invitation is deleted, or goes to another address by now; the letter was sent to this one nevertheless. `isSettled`: nothing
   * is left to be done, because the address is suppressed or has an account.
   */
  | { state: 'gone'; publicId: string; emailKey: string; isSettled: boolean }

/** Where a way out leads. Reads only. */
export async function findWayOut(db: Database, keys: Keys, way: Way, now: number): Promise<WayOut> {
  if ('code' in way) {
    const found = await readLeavable(db, eq(invitations.codeMac, macOfCode(keys, way.code)))
    return found ? leavable(found, now) : { state: 'unknown' }
  }
  if (!/^[\w-]{1,64}\.[\w-]{22}$/.test(way.token)) return { state: 'unknown' }
  const publicId = publicIdOf(way.token)
  const found = await readLeavable(db, eq(invitations.publicId, publicId))
  if (found && isWayOut(keys, way.token, publicId, found.emailKey)) return leavable(found, now)
  return findGone(db, keys, way.token, publicId)
}

async function readLeavable(db: Database, condition: SQL) {
  const [found] = await db
    .select({
      publicId: invitations.publicId,
      emailKey: sql<string>`${invitations.emailKey}`,
      source: invitations.source,
      inviterName: sql<string | null>`nullif(trim(${users.name}), '')`,
      expiresAt: invitations.expiresAt,
      acceptedAt: invitations.acceptedAt,
      stop: invitationStops.reason,
      stoppedAt: invitationStops.at,
    })
    .from(invitations)
    .leftJoin(users, eq(users.id, invitations.inviterId))
    .leftJoin(invitationStops, eq(invitationStops.invitationId, invitations.id))
    .where(and(condition, sql`${invitations.emailKey} is not null`))
  return found
}

type Row = NonNullable<Awaited<ReturnType<typeof readLeavable>>>

function leavable({ acceptedAt, ...row }: Row, now: number): WayOut {
  const invitation = { ...row, isExpired: row.expiresAt <= now }
  if (acceptedAt !== null) return { state: 'accepted', invitation }
  return { state: row.stop === 'refused' ? 'refused' : 'open', invitation }
}

/** The letters that were written know the addresses they went to. */
async function findGone(db: Database, keys: Keys, token: string, publicId: string): Promise<WayOut> {
  const written = await db.all<{ address: string }>(
    sql`select distinct address from mails where ${mailsOf(publicId)}`,
  )
  const emailKeys = written.map(({ address }) => emailKeyOf(address))
  const emailKey = emailKeys.find((key) => isWayOut(keys, token, publicId, key))
  if (emailKey === undefined) return { state: 'unknown' }
  const settled = await db.all(sql`
    select 1 from suppressions where address_hash = ${addressHash(keys, emailKey)}
    union all select 1 from users where email = ${emailKey}`)
  return { state: 'gone', publicId, emailKey, isSettled: settled.length > 0 }
}
