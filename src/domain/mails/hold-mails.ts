import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { dayMs } from '../time/day.ts'
import { isFresh } from './fresh.ts'
import { isBulk, isPaused } from './is-wanted.ts'

/** Where mails of a paused batch stand in the order of waiting: behind all others, so that no sweep goes through them. */
const heldUntil = Date.UTC(9999, 0)

/** With what the index of waiting mails asks for. */
const isWaiting = sql`mails.state in ('queued', 'sending') and mails.not_before > 0`

/** Lets the mails of a batch go on: the next sweep finds them. Stands in the same batch after the resuming. */
export function releaseMailsOf(db: Database, batchId: number, now: number) {
  return db.run(sql`update mails set not_before = ${now}
    where ${isWaiting} and mails.not_before >= ${heldUntil} and not ${isPaused} and ${isOf(batchId)}`)
}

/** Puts aside what is due and belongs to a paused batch. Costs nothing while none is paused. */
export function holdPausedMails(db: Database, now: number) {
  const hold = (isDue: SQL) =>
    db.run(sql`update mails set not_before = ${heldUntil}
      where exists (select 1 from batches where paused_at is not null) and ${isDue} and ${isPaused}`)
  return [hold(sql`${isWaiting} and mails.not_before <= ${now}`), hold(isFresh)] as const
}

function isOf(batchId: number) {
  return sql`exists (select 1 from invitations i where i.id = mails.invitation_id and i.batch_id = ${batchId})`
}

/**
 * Makes due what waits for another reason than its batch: a message that found mail closed, or a refusal that had nothing to do
 * with the letter. A mail that rests because the provider failed over it goes on resting: at the head of the queue it would only
 * close mail again, and nothing behind it would ever leave. What somebody waits for becomes due now however long it has waited, so
 * that the sweep finds it before what a batch has piled up meanwhile.
 */
export function releaseResting(db: Database, condition: SQL, now: number) {
  const isRefused = sql`exists (select 1 from mail_flow where id = 1 and reason in ('forbidden', 'quota'))`
  return [
    db.run(sql`update mails set not_before = ${now}, lease_until = null
      where ${condition} and ${isWaiting} and mails.not_before > ${now - dayMs} and mails.not_before < ${heldUntil}
        and mails.state = 'queued'
        and iif(mails.not_before > ${now}, mails.lease_until is null or (${isRefused} and mails.attempts = 0), not ${isBulk})`),
    db.run(sql`update mails set not_before = ${now} where ${condition} and ${isFresh}`),
  ] as const
}
