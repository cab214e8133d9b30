import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { accountLettersLeft, queueAccountLetter } from './queue-account-letter.ts'

/**
 * Queues the letter with a link to choose a new password, if the address has an account; the same work is done if not.
 * The token is made when the letter leaves, so none is stored.
 */
export async function askForPasswordReset(db: Database, emailKey: string, now: number): Promise<number[]> {
  const [, letters] = await db.batch([
    db.run(sql`insert into events (at, action, subject_type, subject_id)
      select ${now}, 'password_reset_asked', 'user', public_id
      from users where email = ${emailKey} and deactivated_at is null and erased_at is null
        and ${accountLettersLeft('password_reset', now)}`),
    queueAccountLetter(db, 'password_reset', emailKey, now),
  ])
  return letters.map(({ id }) => id)
}
