import { readAddress } from '../invitations/address.ts'
import { readAddresses } from './read-addresses.ts'

export type AddressCheck = { validCount: number; unreadable: readonly string[]; repeated: readonly string[] }

/** What a typed list holds: how many different addresses, which pieces are none, which come again. */
export function checkAddresses(text: string): AddressCheck {
  const seen = new Set<string>()
  const unreadable: string[] = []
  const repeated: string[] = []
  for (const { values } of readAddresses(text)) {
    const piece = values.email ?? ''
    const read = readAddress(piece)
    if (read.state === 'invalid') unreadable.push(piece)
    else if (seen.has(read.emailKey)) repeated.push(read.address)
    else seen.add(read.emailKey)
  }
  return { validCount: seen.size, unreadable, repeated }
}
