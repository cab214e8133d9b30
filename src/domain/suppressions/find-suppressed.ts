import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { jsonList } from '#src/db/json-list.ts'
import type { Keys } from '#src/keys.ts'
import { addressHash } from './address-hash.ts'
import type { SuppressionReason } from './suppression.ts'

/** Which of these addresses (canonical) are suppressed, and why. One query for all; meant for hundreds, not for whole lists. */
export async function findSuppressed(
  db: Database,
  keys: Keys,
  emailKeys: readonly string[],
): Promise<Map<string, SuppressionReason>> {
  const byHash = new Map(emailKeys.map((emailKey) => [addressHash(keys, emailKey), emailKey]))
  const found = await db.all<{ address_hash: string; reason: SuppressionReason }>(sql`
    select address_hash, reason from suppressions where address_hash in (select value from ${jsonList([...byHash.keys()])})`)
  return new Map(found.map(({ address_hash: hash, reason }) => [byHash.get(hash) ?? '', reason]))
}
