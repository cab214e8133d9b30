import { readAddress } from '#src/domain/invitations/address.ts'
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
  const suppressed = await findSuppressed(db, keys, claimed.map(emailKeyOf))
  const withheld = claimed.filter((mail) => suppressed.has(emailKeyOf(mail)))
  await withholdSuppressed(db, withheld)
  return claimed.filter((mail) => !withheld.includes(mail))
}

function emailKeyOf({ address }: ClaimedMail): string {
  const read = readAddress(address)
  return read.state === 'valid' ? read.emailKey : address.trim().toLowerCase()
}
