import { invitationStops, suppressions } from '#src/db/schema/index.ts'
import { addressHash } from '#src/domain/suppressions/address-hash.ts'
import type { SuppressionReason } from '#src/domain/suppressions/suppression.ts'
import { db, keys } from './cast.ts'

const stopReasons = {
  bounce: 'bounced',
  complaint: 'complained',
  unsubscribe: 'unsubscribed',
  refusal: 'refused',
} as const

/** Nothing is sent to this address any more; with an invitation, neither for that. */
export async function suppress(
  emailKey: string,
  reason: SuppressionReason,
  since: number,
  invitation?: { id: number },
): Promise<string> {
  const hash = addressHash(keys, emailKey)
  const invitationId = invitation?.id ?? null
  await db.insert(suppressions).values({ addressHash: hash, reason, since, invitationId })
  if (invitation)
    await db
      .insert(invitationStops)
      .values({ invitationId: invitation.id, reason: stopReasons[reason], at: since })
  return hash
}
