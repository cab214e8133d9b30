import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { type Paged, type Place, pageRows, toPage } from '#src/db/paging.ts'
import type { Keys } from '#src/keys.ts'
import { addressHash } from './address-hash.ts'
import type { Suppression } from './suppressions.ts'

export type ListedSuppression = Suppression & {
  /** Its place in the list: since when, and the hash. */
  publicId: string
  hash: string
  /** Null where the invitation is gone, or has another address by now. */
  owner: { address: string; invitation: string } | null
}

type Row = Suppression & {
  hash: string
  emailKey: string | null
  address: string | null
  invitation: string | null
}

/** A page of the suppressed addresses, the latest first. */
export async function listSuppressions(
  db: Database,
  keys: Keys,
  place: Place,
): Promise<Paged<ListedSuppression>> {
  const isBackwards = place.before !== undefined
  const anchor = readPlace(place.before ?? place.after)
  const beyond = isBackwards ? sql`>` : sql`<`
  const order = isBackwards ? sql`asc` : sql`desc`
  const from = anchor ? sql`(s.since, s.address_hash) ${beyond} (${anchor.since}, ${anchor.hash})` : sql`true`
  const found = await db.all<Row>(sql`
    select s.address_hash as hash, s.reason, s.since, i.email_key as emailKey, i.address, i.public_id as invitation
    from suppressions s left join invitations i on i.id = s.invitation_id
    where ${from} order by s.since ${order}, s.address_hash ${order} limit ${pageRows + 1}`)
  const rows = found.map((row) => toListed(keys, row))
  return toPage(rows, anchor ? place : {})
}

/** The row at which a page begins; a place that is none is the beginning of the list. */
function readPlace(place: string | undefined): { since: number; hash: string } | undefined {
  const [, since, hash = ''] = /^(\d{1,15})-(.+)$/.exec(place ?? '') ?? []
  return since === undefined ? undefined : { since: Number(since), hash }
}

function toListed(keys: Keys, { emailKey, address, invitation, ...row }: Row): ListedSuppression {
  const isTheirs = emailKey !== null && addressHash(keys, emailKey) === row.hash
  const owner = isTheirs && address !== null && invitation !== null ? { address, invitation } : null
  return { ...row, publicId: `${row.since}-${row.hash}`, owner }
}
