import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { mails } from '#src/db/schema/index.ts'
import type { Settings } from '#src/env.ts'
import { advanceSweep, isFresh } from './fresh.ts'
import { holdPausedMails } from './hold-mails.ts'
import { isBulk } from './is-wanted.ts'
import { handoverMs } from './mail.ts'
import { isFlowing, paceOf, reserveOf } from './mail-flow.ts'

/** How long a mail that was found is left to the queue before it counts as lost again. */
const patienceMs = 10 * 60 * 1000
/** What one sweep hands over at most. */
const sweepMax = 5000
/** How far back a sweep looks for letters that somebody waits for; the clock works every minute. */
const urgentMs = 5 * 60 * 1000

/**
 * The mails whose queue message was lost, whose consumer died, whose pause after a failure is over, or that found the pace used
 * up: the longest waiting first, no more than may leave in a minute, none while mail is closed. What somebody waits for and has
 * just become due comes besides, or a new password whose first try failed would stand behind a hundred thousand invitations.
 * Finding them moves them on by ten minutes, so that a long queue is not filled with the same mails every minute.
 */
export async function findWaitingMails(db: Database, settings: Settings, now: number): Promise<number[]> {
  const waiting = sql`state in ('queued', 'sending') and not_before > 0 and not_before <= ${now} and ${isFlowing}`
  const pace = paceOf(settings)
  const most = Math.min(pace === undefined ? sweepMax : pace - reserveOf(pace), sweepMax)
  const inOrder = sql`order by not_before, id limit ${most}`
  const known = sql`select id, not_before as since from ${mails} where ${waiting} ${inOrder}`
  const lost = sql`select * from (select id, created_at + ${handoverMs} as since from ${mails}
    where ${isFresh} and ${isFlowing} order by id limit ${most}) where since <= ${now}`
  const longest = sql`select id from (select * from (${known}) union all select * from (${lost})) order by since, id limit ${most}`
  const urgent = sql`select id from ${mails} where ${waiting} and not_before > ${now - urgentMs} and not ${isBulk} ${inOrder}`
  const [, , found] = await db.batch([
    ...holdPausedMails(db, now),
    db
      .update(mails)
      .set({ notBefore: now + patienceMs })
      .where(sql`${mails.id} in (select id from (${longest}) union all select id from (${urgent}))`)
      .returning({ id: mails.id }),
    advanceSweep(db),
  ])
  return found.map((mail) => mail.id).sort((one, other) => one - other)
}
