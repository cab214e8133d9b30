import { createHmac } from 'node:crypto'
import type { Keys } from '#src/keys.ts'

/**
 * The hash under which an address is suppressed: four hexadecimal digits that are quick to compute, then an HMAC-SHA-256. Of a
 * hundred thousand addresses on a list only those whose digits occur need the slow part. Takes the canonical form.
 */
export function addressHash(keys: Keys, emailKey: string): string {
  const mac = createHmac('sha256', keys.address).update(emailKey).digest('base64url')
  return quickHash(keys, emailKey) + mac
}

export const quickDigits = 4

/** Sixteen bits of FNV-1a, begun with the key so that the digits say nothing without it. */
export function quickHash({ address }: Keys, emailKey: string): string {
  let hash = new DataView(address.buffer, address.byteOffset).getUint32(0)
  for (let index = 0; index < emailKey.length; index++)
    hash = Math.imul(hash ^ emailKey.charCodeAt(index), 0x01000193)
  return ((hash ^ (hash >>> 16)) & 0xffff).toString(16).padStart(quickDigits, '0')
}
