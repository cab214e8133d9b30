import { and, eq, isNull, type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { grants, invitations } from '#src/db/schema/index.ts'
import { grantWeight } from './grant-weight.ts'
import type { InvitationSource } from './invitation.ts'
import type { Weight } from './may.ts'

/** What a change of an invitation rests on. */
export type Standing = Weight & {
  acceptedAt: number | null
  source: InvitationSource
  address: string | null
  emailKey: string | null
  letterId: number | null
  grantId: number
  generation: number
  sendings: number
}

/** Who is gone for good is not found. */
export async function weighInvitation(db: Database, publicId: string): Promise<Standing | undefined> {
  const [found] = await db
    .select({
      acceptedAt: invitations.acceptedAt,
      source: invitations.source,
      address: invitations.address,
      emailKey: invitations.emailKey,
      letterId: invitations.letterId,
      grantId: invitations.grantId,
      generation: invitations.generation,
      sendings: invitations.sendings,
      ...grantWeight,
    })
    .from(invitations)
    .innerJoin(grants, eq(grants.id, invitations.grantId))
    .where(and(eq(invitations.publicId, publicId), isNull(invitations.erasedAt)))
  return found
}

/**
 * Whether it has this code and was not sent since it was weighed: of two changes at once, which make the same code, only the one that
 * came through goes on to send it.
 */
export function isJustGiven(publicId: string, codeMac: string, { sendings }: Standing): SQL {
  return sql`public_id = ${publicId} and code_mac = ${codeMac} and sendings = ${sendings}`
}

/** Whether the unaccepted invitation is still as it was weighed: its address, its promise, its code. */
export function isStill(publicId: string, { emailKey, grantId, generation }: Standing): SQL {
  return sql`public_id = ${publicId} and accepted_at is null and erased_at is null and email_key is ${emailKey}
    and grant_id = ${grantId} and generation = ${generation}`
}
