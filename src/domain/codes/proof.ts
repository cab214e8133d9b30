import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Keys } from '#src/keys.ts'

/** What whoever typed a letter code that exists shows instead of trying it again. */
export function proofOf(keys: Keys, code: string): string {
  return createHmac('sha256', keys.codeProof).update(code).digest('base64url')
}

export function isProof(keys: Keys, code: string, given: string): boolean {
  const [expected, shown] = [Buffer.from(proofOf(keys, code)), Buffer.from(given)]
  return shown.length === expected.length && timingSafeEqual(shown, expected)
}
