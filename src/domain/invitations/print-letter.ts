import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import type { Actor } from '#src/domain/users/user.ts'
import type { Keys } from '#src/keys.ts'
import { addCode, type PaperLetter, selectLetters } from './read-letters.ts'
import { revealCode } from './reveal-code.ts'

export type PrintedOne =
  | { outcome: 'printed'; letter: PaperLetter }
  | { outcome: 'unknown' | 'forbidden' | 'accepted' | 'expired' }

/** The one letter of an invitation on paper. Who prints it sees its code: whoever may see that may print it. */
export async function printLetter(
  db: Database,
  keys: Keys,
  publicId: string,
  actor: Actor,
  now: number,
): Promise<PrintedOne> {
  const [found] = await selectLetters(
    db,
    sql`invitations i where public_id = ${publicId} and address is null and erased_at is null`,
  )
  if (!found) return { outcome: 'unknown' }
  if (found.expiresAt <= now) return { outcome: 'expired' }
  const revealed = await revealCode(db, keys, publicId, actor, now, 'code_printed')
  switch (revealed.outcome) {
    case 'revealed':
      // The code that the journal tells of, should a new one have been given since the letter was read.
      return { outcome: 'printed', letter: addCode(keys, found, revealed.code) }
    case 'by_mail_only':
      return { outcome: 'unknown' }
    default:
      return { outcome: revealed.outcome }
  }
}
