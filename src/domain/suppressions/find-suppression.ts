import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import type { Keys } from '#src/keys.ts'
import { addressHash } from './address-hash.ts'
import type { Suppression } from './suppressions.ts'

/** By its address, or by its hash where the address is no longer kept. */
export type Asked = { emailKey: string } | { hash: string }

/** A suppressed address, as far as it is known whose it is. */
export type FoundSuppression = Suppression & {
  hash: string
  emailKey: string | null
  /** As it was given, and the public id of its invitation; null where neither is kept any more. */
  address: string | null
  invitation: string | null
}

/**
 * Why nothing is sent to an address: because it is suppressed, or because its owner wants no mail about an invitation (the address
 * of an account is not suppressed, for it needs other letters). Null where all is well.
 */
export async function findSuppression(
  db: Database,
  keys: Keys,
  asked: Asked,
): Promise<FoundSuppression | null> {
  const hash = 'hash' in asked ? asked.hash : addressHash(keys, asked.emailKey)
  const emailKey = 'hash' in asked ? await ownerOf(db, keys, hash) : asked.emailKey
  const [found] = await db.all<Omit<FoundSuppression, 'hash' | 'emailKey'>>(sql`
    select coalesce(s.reason, case t.reason when 'complained' then 'complaint' when 'unsubscribed' then 'unsubscribe'
        else 'refusal' end) as reason,
      coalesce(s.since, t.at) as since, i.address, i.public_id as invitation
    from (select ${hash} as hash, ${emailKey} as email_key) asked
    left join suppressions s on s.address_hash = asked.hash
    left join invitations i on i.email_key = asked.email_key and i.accepted_at is null
    left join invitation_stops t on t.invitation_id = i.id and t.reason <> 'bounced'
    where s.address_hash is not null or t.invitation_id is not null`)
  return found ? { ...found, hash, emailKey } : null
}

/** The address behind a hash, where the invitation that led to it still has that address: it may have been corrected. */
async function ownerOf(db: Database, keys: Keys, hash: string): Promise<string | null> {
  const [found] = await db.all<{ emailKey: string }>(sql`
    select i.email_key as emailKey from suppressions s join invitations i on i.id = s.invitation_id
    where s.address_hash = ${hash} and i.email_key is not null`)
  return found && addressHash(keys, found.emailKey) === hash ? found.emailKey : null
}
