import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { mails } from '#src/db/schema/index.ts'

/** How long a mail that was found is left to the queue before it counts as lost again. */
const patienceMs = 10 * 60 * 1000
/** What one sweep hands over at most. */
const sweepMax = 5000

/**
 * The mails whose queue message was lost, whose consumer died, or whose pause after a failure is over. Finding them
 * moves them on by ten minutes, so that a long queue is not filled with the same mails every minute.
 */
export async function findWaitingMails(db: Database, now: number): Promise<number[]> {
  const waiting = sql`state in ('queued', 'sending') and not_before <= ${now}`
  const found = await db
    .update(mails)
    .set({ notBefore: now + patienceMs })
    .where(
      sql`${mails.id} in (select id from ${mails} where ${waiting} order by not_before limit ${sweepMax})`,
    )
    .returning({ id: mails.id })
  return found.map((mail) => mail.id)
}
