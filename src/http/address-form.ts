import { type ReadAddress, readAddress } from '#src/domain/invitations/address.ts'
import type { AppContext } from './context.ts'
import { readBody } from './read-body.ts'

/** The address of a form with the one field `email`, and what was typed. */
export async function readAddressForm(c: AppContext): Promise<ReadAddress & { typed: string }> {
  const { email } = await readBody(c)
  const typed = typeof email === 'string' ? email : ''
  return { ...readAddress(typed), typed }
}
