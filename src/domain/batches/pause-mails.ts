import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { textList } from '#src/db/text-list.ts'
import { leftStates } from './batch-mails.ts'

/** The fuse: from three bounces on, three in a hundred of the mails that left; of complaints one in a thousand. */
const bouncesMin = 3
const bouncesPerHundred = 3
const complaintsPerThousand = 1

/**
 * The statements that pause the mails of batches in which too many came back or were called spam, to stand in one batch after the
 * counting. `mailIds` selects mails of the batches to look at. A complaint counts among what came back too, so that a mail that
 * bounced before it was complained about still counts.
 */
export function pauseMails(db: Database, mailIds: SQL, now: number) {
  const isMeant = sql`id in (select i.batch_id from mails join invitations i on i.id = mails.invitation_id
    where mails.id in (${mailIds}))`
  const isBlown = sql`${isMeant} and (${isByComplaints} or ${isByBounces})`
  return [
    db.run(sql`insert into events (at, action, subject_type, subject_id, details)
      select ${now}, 'batch_paused', 'batch', public_id, json_object('reason', ${reason})
      from batches where paused_at is null and ${isBlown}`),
    db.run(
      sql`update batches set paused_at = coalesce(paused_at, ${now}), pause_reason = ${reason} where ${isBlown}`,
    ),
  ] as const
}

/** How many mails of the batch at hand are in one of these states. */
export function mailCount(states: readonly string[]): SQL {
  return sql`(select coalesce(sum(c.count), 0) from batch_mail_counts c
    where c.batch_id = batches.id and c.state in ${textList(states)})`
}

const left = sql`(${mailCount(leftStates)} - fuse_sent)`
const returned = sql`(${mailCount(['bounced', 'complained'])} - fuse_bounced - fuse_complained)`
const complained = sql`(${mailCount(['complained'])} - fuse_complained)`
const isByBounces = sql`(${returned} >= ${bouncesMin} and ${returned} * 100 >= ${left} * ${bouncesPerHundred})`
const isByComplaints = sql`(${complained} >= 1 and ${complained} * 1000 >= ${left} * ${complaintsPerThousand})`
const reason = sql`iif(${isByComplaints}, 'complaints', coalesce(pause_reason, 'bounces'))`
