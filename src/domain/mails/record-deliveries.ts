import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { jsonList } from '#src/db/json-list.ts'
import { invitations, mails } from '#src/db/schema/index.ts'
import { dayMs } from '#src/domain/time/day.ts'
import type { Settings } from '#src/env.ts'
import type { ClaimedMail } from './claim-mails.ts'
import type { Delivery } from './mail.ts'

const backOffMs = 30 * 1000
const backOffMaxMs = 6 * 60 * 60 * 1000

export type Attempt = { mail: ClaimedMail; delivery: Delivery }

/**
 * Writes down what became of these mails, all in one batch. An unknown outcome is no news: the mail stays with its
 * lease and is tried again when that is over. An answer to an earlier try than the last one cannot undo the later.
 */
export async function recordDeliveries(
  db: Database,
  attempts: Attempt[],
  settings: Settings,
  now: number,
): Promise<void> {
  const sent = jsonList(attempts.flatMap(asSent))
  const failed = jsonList(attempts.flatMap((attempt) => asFailed(attempt, now)))
  // The reminder first: it looks at mails that are not yet recorded as sent, so that a repeated record moves nothing.
  await db.batch([
    setReminders(db, sent, now + settings.reminderDays * dayMs),
    recordSent(db, sent, now),
    recordFailed(db, failed),
  ])
}

/** What has left has left, even if it was cancelled meanwhile. */
const isUnsent = sql`${mails.state} in ('queued', 'sending', 'cancelled')`

function setReminders(db: Database, sent: SQL, remindAt: number) {
  return db.run(sql`
    update ${invitations} set remind_at = ${remindAt}
    where accepted_at is null and reminded_at is null and id in (
      select ${mails.invitationId} from ${sent} join ${mails} on ${mails.id} = value ->> 'id'
      where ${mails.kind} = 'invitation' and ${isUnsent})`)
}

function recordSent(db: Database, sent: SQL, now: number) {
  return db.run(sql`
    update ${mails} set state = 'sent', provider_id = value ->> 'providerId', sent_at = ${now},
      lease_until = null, last_error = null
    from ${sent} where ${mails.id} = value ->> 'id' and ${isUnsent}`)
}

function recordFailed(db: Database, failed: SQL) {
  return db.run(sql`
    update ${mails} set state = value ->> 'state', not_before = value ->> 'notBefore',
      lease_until = null, last_error = value ->> 'reason'
    from ${failed}
    where ${mails.id} = value ->> 'id' and ${mails.state} = 'sending' and attempts = value ->> 'attempts'`)
}

function asSent({ mail, delivery }: Attempt) {
  return delivery.outcome === 'sent' ? [{ id: mail.id, providerId: delivery.providerId }] : []
}

function asFailed({ mail, delivery }: Attempt, now: number) {
  if (delivery.outcome !== 'failed') return []
  const { id, attempts } = mail
  const state = delivery.isPermanent ? 'failed' : 'queued'
  return [{ id, attempts, state, reason: delivery.reason, notBefore: now + backOff(mail) }]
}

/** Doubles with every try. The id spreads mails that failed together. */
function backOff({ id, attempts }: ClaimedMail): number {
  return Math.min(backOffMs * 2 ** (attempts - 1), backOffMaxMs) + (id % 30) * 1000
}
