import { asc, eq } from 'drizzle-orm'
import { invitations } from '#src/db/schema/index.ts'
import type { BatchOptions } from '#src/domain/batches/batch.ts'
import type { ReadRow } from '#src/domain/batches/row.ts'
import { codeOf } from '#src/domain/codes/code.ts'
import { giveAddress } from '#src/domain/invitations/give-address.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { inviteAll, rowsOf } from './batches.ts'
import { db, keys, settings } from './cast.ts'
import { now } from './invitations.ts'

/** Letter codes as a confirmed batch leaves them, one for each of these people without an address. */
export async function makeLetterCodes(
  by: Actor,
  people: ReadRow['values'][],
  options: Partial<BatchOptions> = {},
  at = now,
) {
  const batch = await inviteAll(rowsOf(...people), by, { codes: true, ...options }, at)
  const made = await db
    .select()
    .from(invitations)
    .where(eq(invitations.batchId, batch.id))
    .orderBy(asc(invitations.id))
  return made.map((letter) => ({ ...letter, code: codeOf(keys, letter), batch: batch.publicId }))
}

/** One letter code. */
export async function makeLetterCode(by: Actor, options: Partial<BatchOptions> = {}, at = now) {
  const [letter] = await makeLetterCodes(by, [{ first_name: 'Zoé', last_name: 'Roy' }], options, at)
  if (!letter) throw new Error('No code was made')
  return letter
}

/** Types a code and an address; answers with the ids of the mails. */
export function give(code: string, address: string, at = now, name = { firstName: '', lastName: '' }) {
  return giveAddress(db, keys, { code, address, emailKey: address.toLowerCase(), ...name }, settings, at)
}

/** The code in the mail to an address that was given for a letter code. */
export async function confirmationOf(emailKey: string) {
  const found = await db.select().from(invitations).where(eq(invitations.emailKey, emailKey))
  const confirmation = found.find(({ letterId }) => letterId !== null)
  if (!confirmation) throw new Error(`${emailKey} was not given for a letter code`)
  return { ...confirmation, code: codeOf(keys, confirmation) }
}
