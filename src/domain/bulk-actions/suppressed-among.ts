import { type SQL, sql } from 'drizzle-orm'
import { jsonList } from '#src/db/json-list.ts'
import type { Keys } from '#src/keys.ts'
import { addressHash } from '../suppressions/address-hash.ts'

/** An invitation that may be written to, and the hash of its address: only the worker can compute it. */
export type Mailed = { id: number; hash: string }

export function toMailed(keys: Keys, { id, emailKey }: { id: number; emailKey: string }): Mailed {
  return { id, hash: addressHash(keys, emailKey) }
}

/**
 * Whether nothing is sent to the address of an invitation, as the transaction finds it. Of an address that is corrected in this
 * very moment the hash is the old one's: what leaves is asked again (withholdSuppressed).
 */
export function isSuppressed(mailed: readonly Mailed[], invitationId: SQL): SQL {
  return sql`${invitationId} in (select m.value ->> 'id' from ${jsonList(mailed)} m
    join suppressions s on s.address_hash = m.value ->> 'hash')`
}
