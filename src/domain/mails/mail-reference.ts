import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Keys } from '#src/keys.ts'

/**
 * What the provider is told to call a mail, and panel pages too: `<number>-<tag>`, at most 27 characters. The tag shows that the
 * number is ours and not that of another platform of the same account, or a guess.
 */
export function mailReference(keys: Keys, mailId: number): string {
  return `${mailId}-${tagOf(keys, mailId)}`
}

/** The number of the mail, or undefined for a reference that is none of ours. */
export function readMailReference(keys: Keys, reference: string): number | undefined {
  const found = /^(\d{1,15})-([\w-]{10})$/.exec(reference)
  if (!found) return undefined
  const [, number, tag = ''] = found
  const isOurs = timingSafeEqual(Buffer.from(tag), Buffer.from(tagOf(keys, Number(number))))
  return isOurs ? Number(number) : undefined
}

function tagOf(keys: Keys, mailId: number): string {
  return createHmac('sha256', keys.mailReference).update(String(mailId)).digest('base64url').slice(0, 10)
}
