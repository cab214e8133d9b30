import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { type NewEvent, recordEventWhere } from '#src/domain/events/event.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { isStillAllowed, stillHolds } from '../users/administers.ts'
import { countMoves } from './count-moves.ts'
import { isWanted } from './is-wanted.ts'
import { handoverMs } from './mail.ts'

/** Most mails one call puts back. */
export const triesPerCall = 1000

export type Retrial =
  | { outcome: 'queued'; mailIds: number[] }
  /** Nobody wants it any more; it did not fail, or not any more; there is none. */
  | { outcome: 'unwanted' | 'not_failed' | 'unknown' | 'forbidden' }

/** Puts a failed mail back into the queue with a clean slate, unless what it is about no longer stands. */
export async function tryAgain(db: Database, mailId: number, actor: Actor, now: number): Promise<Retrial> {
  const meant = sql`(select mails.id as mail_id, 'queued' as state from mails where mails.id = ${mailId})`
  const mailIds = await putBack(db, meant, { action: 'mail_retried', subjectId: String(mailId) }, actor, now)
  if (mailIds.length > 0) return { outcome: 'queued', mailIds }
  const [left] = await db.all<{ state: string }>(sql`select state from mails where id = ${mailId}`)
  if (!left) return { outcome: 'unknown' }
  if (!(await isStillAllowed(db, actor))) return { outcome: 'forbidden' }
  return { outcome: left.state === 'failed' ? 'unwanted' : 'not_failed' }
}

/** The same for all failed mails, the oldest thousand at a time; `hasMore` when there may be others. */
export async function tryAllAgain(
  db: Database,
  actor: Actor,
  now: number,
): Promise<{ mailIds: number[]; hasMore: boolean }> {
  const meant = sql`(select mails.id as mail_id, 'queued' as state from mails
    where mails.state = 'failed' and ${isWanted(now)} order by mails.id limit ${triesPerCall})`
  const mailIds = await putBack(db, meant, { action: 'mails_retried', subjectId: 'failed' }, actor, now)
  return { mailIds, hasMore: mailIds.length === triesPerCall }
}

type Told = Pick<NewEvent, 'action' | 'subjectId'>

async function putBack(db: Database, meant: SQL, told: Told, actor: Actor, now: number): Promise<number[]> {
  const isPutBack = sql`mails.state = 'failed' and ${isWanted(now)} and ${stillHolds(actor)}`
  const found = sql`exists (select 1 from ${meant} moves join mails on mails.id = moves.mail_id where ${isPutBack})`
  const event = { at: now, actorId: actor.id, subjectType: 'mail', ...told } as const
  const [, , back] = await db.batch([
    recordEventWhere(db, event, found),
    countMoves(db, meant, isPutBack),
    db.all<{ id: number }>(sql`
      update mails set state = 'queued', attempts = 0, doubts = 0, last_error = null, lease_until = null,
        not_before = ${now + handoverMs}
      where mails.id in (select mail_id from ${meant}) and ${isPutBack} returning id`),
  ])
  return back.map(({ id }) => id)
}
