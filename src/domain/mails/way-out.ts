import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Keys } from '#src/keys.ts'

/**
 * What stands in the address of "I do not want this": it opens nothing else, so it may pass through mail programs and logs. It is
 * for one address: once an invitation's address is corrected, the way out in older letters leads nowhere.
 */
export function wayOutToken(keys: Keys, publicId: string, emailKey: string): string {
  const mac = createHmac('sha256', keys.wayOut).update(`${publicId}/${emailKey}`).digest('base64url')
  return `${publicId}.${mac.slice(0, 22)}`
}

/** The public id that a token names; whether it is genuine is known only with the invitation's address. */
export function publicIdOf(token: string): string {
  return token.slice(0, Math.max(0, token.lastIndexOf('.')))
}

export function isWayOut(keys: Keys, token: string, publicId: string, emailKey: string): boolean {
  const expected = Buffer.from(wayOutToken(keys, publicId, emailKey))
  const given = Buffer.from(token)
  return given.length === expected.length && timingSafeEqual(given, expected)
}
