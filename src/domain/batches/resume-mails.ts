import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { releaseMailsOf } from '../mails/hold-mails.ts'
import { isStillAllowed, stillHolds } from '../users/administers.ts'
import { leftStates } from './batch-mails.ts'
import { mailCount } from './pause-mails.ts'

export type Resumption = { outcome: 'resumed' | 'not_paused' | 'unknown' | 'forbidden' }

/**
 * Lets the mails of a batch go on that the fuse had paused. What has come back until now is forgiven: only what comes back from now
 * on counts again. The sweep of the next minute finds the mails.
 */
export async function resumeBatchMails(
  db: Database,
  publicId: string,
  actor: Actor,
  now: number,
): Promise<Resumption> {
  const [batch] = await db.all<{ id: number }>(sql`select id from batches where public_id = ${publicId}`)
  if (!batch) return { outcome: 'unknown' }
  const isPaused = sql`id = ${batch.id} and paused_at is not null and ${stillHolds(actor)}`
  const [, resumed] = await db.batch([
    db.run(sql`insert into events (at, actor_id, action, subject_type, subject_id)
      select ${now}, ${actor.id}, 'batch_mails_resumed', 'batch', public_id from batches where ${isPaused}`),
    db.all(sql`update batches set paused_at = null, pause_reason = null, fuse_sent = ${mailCount(leftStates)},
        fuse_bounced = ${mailCount(['bounced'])}, fuse_complained = ${mailCount(['complained'])}
      where ${isPaused} returning id`),
    releaseMailsOf(db, batch.id, now),
  ])
  if (resumed.length > 0) return { outcome: 'resumed' }
  return { outcome: (await isStillAllowed(db, actor)) ? 'not_paused' : 'forbidden' }
}
