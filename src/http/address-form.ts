import { type ReadAddress, readAddress } from '#src/domain/invitations/address.ts'
import type { AppContext } from './context.ts'

/** The address of a form with the one field `email`, and what was typed. */
export async function readAddressForm(c: AppContext): Promise<ReadAddress & { typed: string }> {
  const { email } = await c.req.parseBody()
  const typed = typeof email === 'string' ? email : ''
  return { ...readAddress(typed), typed }
}
