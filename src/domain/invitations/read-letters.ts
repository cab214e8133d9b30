import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import type { Keys } from '#src/keys.ts'
import { codeOf, formatCode } from '../codes/code.ts'

/** What is printed of an invitation on paper. */
export type PaperLetter = {
  publicId: string
  code: string
  /** As it is printed. */
  codeInGroups: string
  firstName: string
  lastName: string
  /** Street and town, line by line; empty where nobody knows them. */
  postalLines: string[]
  locale: string
  /** Null when the platform itself invites, or when the inviter is gone. */
  inviterName: string | null
  message: string | null
  expiresAt: number
}

/** A letter as the database knows it: its code is derived by `addCode`, when the journal has its line. */
export type StoredLetter = {
  publicId: string
  generation: number
  firstName: string | null
  lastName: string | null
  postalAddress: string | null
  locale: string
  inviterName: string | null
  message: string | null
  expiresAt: number
}

/** Letters from `source`, where invitations are `i`. */
export function selectLetters(db: Database, source: SQL): Promise<StoredLetter[]> {
  return db.all<StoredLetter>(sql`
    select i.public_id as publicId, i.generation, i.first_name as firstName, i.last_name as lastName,
      i.postal_address as postalAddress, i.locale, i.expires_at as expiresAt,
      (select nullif(trim(name), '') from users where users.id = i.inviter_id) as inviterName,
      nullif(coalesce(i.message, (select options ->> '$.message' from batches where batches.id = i.batch_id)), '') as message
    from ${source}`)
}

export function addCode(
  keys: Keys,
  letter: StoredLetter,
  code = codeOf(keys, { ...letter, address: null }),
): PaperLetter {
  const { generation: _, postalAddress, firstName, lastName, ...same } = letter
  return {
    ...same,
    ...{ code, codeInGroups: formatCode(code), firstName: firstName ?? '', lastName: lastName ?? '' },
    postalLines: postalLinesOf(postalAddress),
  }
}

/** The lines of a postal address that say something. */
export function postalLinesOf(postalAddress: string | null): string[] {
  const lines = (postalAddress ?? '').split('\n').map((line) => line.trim())
  return lines.filter((line) => line !== '')
}
