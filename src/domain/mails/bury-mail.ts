import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { countMoves } from './count-moves.ts'

/** Gives up a mail that makes its queue message fail again and again. Somebody else's try is left alone. */
export async function buryMail(db: Database, mailId: number, now: number): Promise<void> {
  const moves: SQL = sql`(select ${mailId} as mail_id, 'failed' as state)`
  const isLeft = sql`mails.state in ('queued', 'sending') and (mails.state = 'queued' or mails.lease_until <= ${now})`
  await db.batch([
    countMoves(db, moves, isLeft),
    db.run(sql`update mails set state = 'failed', last_error = 'dead_letter', lease_until = null
      where mails.id = ${mailId} and ${isLeft}`),
  ])
}
