import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import type { Keys } from '#src/keys.ts'
import { addressHash, quickDigits, quickHash } from './address-hash.ts'
import type { SuppressionReason } from './suppression.ts'

/** Why nothing is sent to an address, and since when. */
export type Suppression = { reason: SuppressionReason; since: number }

/** All suppressions, to look up many addresses without asking the database for each: a platform has some thousands. */
export type Suppressions = { quick: ReadonlySet<string>; byHash: ReadonlyMap<string, Suppression> }

type Row = Suppression & { hash: string }

export function selectSuppressions(db: Database) {
  return db.all<Row>(sql`select address_hash as hash, reason, since from suppressions`)
}

export function toSuppressions(rows: readonly Row[]): Suppressions {
  return {
    quick: new Set(rows.map(({ hash }) => hash.slice(0, quickDigits))),
    byHash: new Map(rows.map(({ hash, reason, since }) => [hash, { reason, since }])),
  }
}

/** The slow hash is computed only where the quick digits occur. */
export function suppressionOf(
  { quick, byHash }: Suppressions,
  keys: Keys,
  emailKey: string,
): Suppression | undefined {
  const isLikely = quick.size > 0 && quick.has(quickHash(keys, emailKey))
  return isLikely ? byHash.get(addressHash(keys, emailKey)) : undefined
}
