import { readAddresses } from '#src/domain/batches/read-addresses.ts'
import { readAddress } from '#src/domain/invitations/address.ts'

/**
 * The address in a field for one, read as a list of addresses is: `Ann <ann@x.org>` and `mailto:ann@x.org` are that address. What
 * holds none, or several, stays as it was typed.
 */
export function pastedAddress(typed: string): string {
  const [first, ...others] = readAddresses(typed)
  const address = others.length === 0 ? first?.values.email : undefined
  return address !== undefined && readAddress(address).state === 'valid' ? address : typed.trim()
}
