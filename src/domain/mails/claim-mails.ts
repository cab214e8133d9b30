import { not, type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { jsonList } from '#src/db/json-list.ts'
import { mails } from '#src/db/schema/index.ts'
import { textList } from '#src/db/text-list.ts'
import type { Settings } from '#src/env.ts'
import { countMoves } from './count-moves.ts'
import { isBulk, isPaused, isWanted } from './is-wanted.ts'
import { attemptsMax, doubtsMax, handoverMs, type LetterKind, leaseMs, letterKinds } from './mail.ts'
import { isFlowing, isOnTrial, minuteOf, paceOf, reserveOf } from './mail-flow.ts'

export type ClaimedMail = {
  id: number
  kind: LetterKind
  invitationId: number | null
  userId: number | null
  address: string
  locale: string
  /** Which try this is; an answer counts only for the try it belongs to. */
  attempts: number
}

/**
 * Takes those of these mails that may leave now; nobody else gets them while the lease runs. One that was tried too often has
 * failed; one that nobody wants any more is cancelled. Those that find mail closed, their batch paused or the pace of this minute
 * used up, and those behind the first letter after an outage, stay as they are, for the sweep. Each try is a doubt until its answer
 * takes that back.
 */
export async function claimMails(
  db: Database,
  mailIds: readonly number[],
  settings: Settings,
  now: number,
): Promise<ClaimedMail[]> {
  const free = isFree(mailIds, now)
  const isHopeless = sql`${free} and ${problem} is not null`
  const failing = sql`(select value as mail_id, 'failed' as state from ${jsonList(mailIds)})`
  const [, , , , claimed] = await db.batch([
    db.run(sql`insert into mail_flow (id) values (1) on conflict do nothing`),
    countMoves(db, failing, isHopeless),
    db.update(mails).set({ state: 'failed', leaseUntil: null, lastError: problem }).where(isHopeless),
    db
      .update(mails)
      .set({ state: 'cancelled', leaseUntil: null })
      .where(sql`${free} and ${not(isWanted(now))}`),
    lease(db, free, settings, now),
    ...countAgainstPace(db, free, now),
  ])
  return claimed.filter(isLetter)
}

/** In a queue's hands: nobody has it, and it does not rest after a failure. */
function isFree(mailIds: readonly number[], now: number): SQL {
  return sql`(mails.id in (select value from ${jsonList(mailIds)}) and mails.state in ('queued', 'sending')
    and coalesce(mails.lease_until, 0) <= ${now})`
}

/** Why a mail is not tried again, or null. */
const problem = sql`(case when mails.kind not in ${textList(letterKinds)} then 'unwritable'
  when mails.doubts >= ${doubtsMax} then 'unknown' when mails.attempts >= ${attemptsMax} then 'gave_up' end)`

function lease(db: Database, free: SQL, settings: Settings, now: number) {
  const until = now + leaseMs
  return db
    .update(mails)
    .set({
      state: 'sending',
      attempts: sql`${mails.attempts} + 1`,
      doubts: sql`${mails.doubts} + 1`,
      leaseUntil: until,
      notBefore: until,
    })
    .where(sql`mails.id in ${placed(free, settings, now)}`)
    .returning()
}

/** Those that still have a place in this minute; the oldest first, after those that somebody waits for. */
function placed(free: SQL, settings: Settings, now: number): SQL {
  const mayLeave = sql`${free} and ${isFlowing} and not ${isPaused}`
  return sql`(select id from (
      select mails.id as id, ${isBulk} as is_bulk, row_number() over (order by ${isBulk}, mails.id) as place
      from mails where ${mayLeave})
    where (place = 1 or not ${isOnTrial}) and ${isWithinPace(settings, now)})`
}

function isWithinPace(settings: Settings, now: number): SQL {
  const pace = paceOf(settings)
  if (pace === undefined) return sql`true`
  const taken = sql`(select iif(minute = ${minuteOf(now)}, taken, 0) from mail_flow where id = 1)`
  return sql`place <= ${pace} - iif(is_bulk, ${reserveOf(pace)}, 0) - ${taken}`
}

/** `changes()` is what the lease before it changed. Who was refused gets back the place in the order that a sweep had taken from it. */
function countAgainstPace(db: Database, free: SQL, now: number) {
  const minute = minuteOf(now)
  return [
    db.run(sql`update mail_flow set taken = iif(minute = ${minute}, taken, 0) + changes(), minute = ${minute}
      where id = 1 and changes() > 0`),
    db.run(sql`update mails set not_before = min(${now}, created_at + ${handoverMs})
      where ${free} and not_before > ${now + handoverMs} and ${isFlowing} and not ${isPaused}`),
  ]
}

function isLetter(mail: typeof mails.$inferSelect): mail is typeof mail & { kind: LetterKind } {
  return letterKinds.some((kind) => kind === mail.kind)
}
