import type { Database } from '#src/db/client.ts'
import type { Actor } from '#src/domain/users/user.ts'
import type { Keys } from '#src/keys.ts'
import { macOfCode } from '../codes/code.ts'
import { addressHash } from '../suppressions/address-hash.ts'
import { findInvitation } from './find-invitation.ts'
import { fulfilPromise } from './fulfil-promise.ts'

export type Receipt = { outcome: 'received' | 'used' | 'expired' | 'unknown' | 'signed_in_as_other' }

/**
 * Keeps the promise of an invitation to the signed-in account of exactly its address, that of a letter code to whoever is
 * signed in. Names and password stay.
 */
export async function receiveInvitation(
  db: Database,
  keys: Keys,
  { code }: { code: string },
  actor: Actor,
  now: number,
): Promise<Receipt> {
  const account = { publicId: actor.publicId, addressHash: addressHash(keys, actor.email) }
  const statements = fulfilPromise(db, macOfCode(keys, code), account, now)
  const results = await db.batch(statements)
  if (results[8].length > 0) return { outcome: 'received' }
  const { state } = await findInvitation(db, keys, code, actor, now)
  switch (state) {
    case 'used':
    case 'expired':
    case 'unknown':
    case 'signed_in_as_other':
      return { outcome: state }
    case 'open':
    case 'address_missing':
    case 'registered':
    case 'receivable':
      throw new Error(`An invitation in state ${state} was not received`)
  }
}
