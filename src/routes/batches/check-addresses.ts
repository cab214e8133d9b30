import { readAddresses } from '#src/domain/batches/read-addresses.ts'
import { readAddress } from '#src/domain/invitations/address.ts'
import type { AddressCheckProps } from '#views/batches/address-check.tsx'

/** What a typed list holds: how many different addresses, which pieces are none, which come again. */
export function checkAddresses(text: string): AddressCheckProps {
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
