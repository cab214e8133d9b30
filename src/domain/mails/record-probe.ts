import { sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { recordEventWhere } from '#src/domain/events/event.ts'
import type { Settings } from '#src/env.ts'
import { stillAdministers } from '../users/administers.ts'
import { findWaitingMails } from './find-waiting-mails.ts'
import { releaseResting } from './hold-mails.ts'
import { failuresMax, flowSubject } from './mail-flow.ts'

/** `opened` by this very call: those mails may be handed to the queue, the sweep follows with the others. */
export type Probe = { outcome: 'opened'; mailIds: number[] } | { outcome: 'open' | 'closed' }

/**
 * Writes down what the provider answered to "would you take letters?": the clock asks (`takeProbe`), and so does whoever presses the
 * button, where they still administer. When it works, mail is open again on trial, and what waited is due at once; the next failure
 * closes it again.
 */
export async function recordProbe(
  db: Database,
  works: boolean,
  actorId: number | null,
  settings: Settings,
  now: number,
): Promise<Probe> {
  const mayOpen = actorId === null ? sql`true` : stillAdministers({ id: actorId })
  if (!works) return readFlow(db)
  const isOpening = sql`exists (select 1 from mail_flow where ${isClosed} and ${mayOpen})`
  const [, , , opened] = await db.batch([
    recordEventWhere(db, { at: now, actorId, action: 'mail_opened', ...flowSubject }, isOpening),
    ...releaseResting(db, isOpening, now),
    db.all(sql`update mail_flow set closed_at = null, reason = null, probe_at = null,
      failures = ${failuresMax - 1}, probes = max(probes, 1)
      where ${isClosed} and ${mayOpen} returning id`),
  ])
  if (opened.length === 0) return readFlow(db)
  return { outcome: 'opened', mailIds: await findWaitingMails(db, settings, now) }
}

const isClosed = sql`id = 1 and closed_at is not null`

async function readFlow(db: Database): Promise<Probe> {
  const closed = await db.all(sql`select id from mail_flow where ${isClosed}`)
  return { outcome: closed.length > 0 ? 'closed' : 'open' }
}
