import { emailKeyOf } from '#src/domain/invitations/address.ts'
import type { ClaimedMail } from '#src/domain/mails/claim-mails.ts'
import { withholdSuppressed } from '#src/domain/mails/withhold-suppressed.ts'
import { findSuppressed } from '#src/domain/suppressions/find-suppressed.ts'
import type { House } from './house.ts'

/**
 * The choke point: nothing is sent to a suppressed address, whatever kind of letter it is and whoever wrote it. Answers with the
 * mails that may leave.
 */
export async function withholdFromSuppressed(
  { db, keys }: House,
  claimed: ClaimedMail[],
): Promise<ClaimedMail[]> {
  const suppressed = await findSuppressed(
    db,
    keys,
    claimed.map(({ address }) => emailKeyOf(address)),
  )
  const withheld = claimed.filter((mail) => suppressed.has(emailKeyOf(mail.address)))
  await withholdSuppressed(db, withheld)
  return claimed.filter((mail) => !withheld.includes(mail))
}
