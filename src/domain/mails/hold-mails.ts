import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { isPaused } from './is-wanted.ts'

/** Where mails of a paused batch stand in the order of waiting: behind all others, so that no sweep goes through them. */
const heldUntil = Date.UTC(9999, 0)

const isWaiting = sql`mails.state in ('queued', 'sending')`

/** Puts the waiting mails of a batch aside, if it is paused; stands in the same batch after the pausing. */
export function holdMailsOf(db: Database, batchId: number) {
  return db.run(sql`update mails set not_before = ${heldUntil}
    where ${isWaiting} and mails.not_before < ${heldUntil} and mails.state = 'queued' and ${isPaused} and ${isOf(batchId)}`)
}

/** Lets them go on: the next sweep finds them. Stands in the same batch after the resuming. */
export function releaseMailsOf(db: Database, batchId: number, now: number) {
  return db.run(sql`update mails set not_before = ${now}
    where ${isWaiting} and mails.not_before >= ${heldUntil} and not ${isPaused} and ${isOf(batchId)}`)
}

/** Puts aside what a paused batch has written since, or what came back into the queue. Costs nothing while none is paused. */
export function holdPausedMails(db: Database, now: number) {
  return db.run(sql`update mails set not_before = ${heldUntil}
    where exists (select 1 from batches where paused_at is not null)
      and ${isWaiting} and mails.not_before <= ${now} and ${isPaused}`)
}

function isOf(batchId: number) {
  return sql`exists (select 1 from invitations i where i.id = mails.invitation_id and i.batch_id = ${batchId})`
}

/** Ends the rest of all mails that wait after a failure or for a message that found mail closed: all are due at once. */
export function releaseResting(db: Database, condition: SQL, now: number) {
  return db.run(sql`update mails set not_before = ${now}, lease_until = null
    where ${condition} and ${isWaiting} and mails.not_before > ${now} and mails.not_before < ${heldUntil}
      and mails.state = 'queued'`)
}
