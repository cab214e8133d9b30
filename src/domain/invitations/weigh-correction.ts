import { eq } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { grants, invitations } from '#src/db/schema/index.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { grantWeight } from './grant-weight.ts'
import { mayRedirect } from './may.ts'

/** Why the address of an invitation is not for this person to correct, whatever the new one is. */
export type NotCorrectable = 'unknown' | 'accepted' | 'uncorrectable' | 'forbidden'

/** What a correction rests on: where one of these is another by then, it is weighed again. */
export type Weighed = { grantId: number; generation: number; emailKey: string | null; sendings: number }

/** Whether this person may correct the address of this invitation, and what it is then corrected against. */
export async function weighCorrection(
  db: Database,
  publicId: string,
  actor: Actor,
): Promise<Weighed | { outcome: NotCorrectable }> {
  const [found] = await db
    .select({
      acceptedAt: invitations.acceptedAt,
      source: invitations.source,
      emailKey: invitations.emailKey,
      letterId: invitations.letterId,
      generation: invitations.generation,
      sendings: invitations.sendings,
      grantId: invitations.grantId,
      ...grantWeight,
    })
    .from(invitations)
    .innerJoin(grants, eq(grants.id, invitations.grantId))
    .where(eq(invitations.publicId, publicId))
  if (!found) return { outcome: 'unknown' }
  if (found.acceptedAt !== null) return { outcome: 'accepted' }
  const isMailed = found.emailKey !== null && found.letterId === null
  if (!isMailed || found.source !== 'batch') return { outcome: 'uncorrectable' }
  return mayRedirect(actor, found) ? found : { outcome: 'forbidden' }
}
