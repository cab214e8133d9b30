import { eq, type SQL } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { invitations } from '#src/db/schema/index.ts'
import type { Keys } from '#src/keys.ts'
import { macOfCode, readCode } from '../codes/code.ts'
import { looksLikeCode } from '../codes/looks-like-code.ts'
import { unwrapLink } from '../codes/unwrap-link.ts'

export type CodeFound =
  | { outcome: 'found'; publicId: string }
  /** `unknown` is also a code that a newer one has replaced; `mistyped` is told without asking the database. */
  | { outcome: 'unknown' | 'mistyped' | 'unknown_link' | 'no_code' }

/**
 * The invitation whose code, or one of whose links, somebody pasted into a search. A name that happens to read as a code is none. The
 * way out of a letter names its invitation, wherever the letter went: whoever searches may see them all.
 */
export async function findByCode(db: Database, keys: Keys, typed: string): Promise<CodeFound> {
  const read = readCode(typed)
  if (read.state === 'well_formed') {
    const found = await findOne(db, eq(invitations.codeMac, macOfCode(keys, read.code)))
    if (found) return found
  }
  const named = namedByWayOut(typed)
  if (named !== undefined)
    return (await findOne(db, eq(invitations.publicId, named))) ?? { outcome: 'unknown_link' }
  if (!looksLikeCode(typed)) return { outcome: 'no_code' }
  return { outcome: read.state === 'well_formed' ? 'unknown' : 'mistyped' }
}

async function findOne(db: Database, condition: SQL): Promise<CodeFound | undefined> {
  const [found] = await db.select({ publicId: invitations.publicId }).from(invitations).where(condition)
  return found && { outcome: 'found', publicId: found.publicId }
}

/** Its end may have been lost on the way here. */
function namedByWayOut(typed: string): string | undefined {
  return /\/u\/([\w-]+)/i.exec(unwrapLink(typed))?.[1]
}
