import { eq } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { invitations } from '#src/db/schema/index.ts'
import type { Keys } from '#src/keys.ts'
import { macOfCode, readCode } from '../codes/code.ts'
import { looksLikeCode } from '../codes/looks-like-code.ts'

export type CodeFound =
  | { outcome: 'found'; publicId: string }
  /** `unknown` is also a code that a newer one has replaced; `mistyped` is told without asking the database. */
  | { outcome: 'unknown' | 'mistyped' | 'no_code' }

/** The invitation whose code, or whose link, somebody pasted into a search. A name that happens to read as a code is none. */
export async function findByCode(db: Database, keys: Keys, typed: string): Promise<CodeFound> {
  const read = readCode(typed)
  if (read.state === 'well_formed') {
    const [found] = await db
      .select({ publicId: invitations.publicId })
      .from(invitations)
      .where(eq(invitations.codeMac, macOfCode(keys, read.code)))
    if (found) return { outcome: 'found', publicId: found.publicId }
  }
  if (!looksLikeCode(typed)) return { outcome: 'no_code' }
  return { outcome: read.state === 'well_formed' ? 'unknown' : 'mistyped' }
}
