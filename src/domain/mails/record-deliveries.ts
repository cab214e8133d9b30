import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '#src/db/client.ts'
import { jsonList } from '#src/db/json-list.ts'
import type { Settings } from '#src/env.ts'
import type { ClaimedMail } from './claim-mails.ts'
import { countMoves } from './count-moves.ts'
import { followAnswers } from './follow-answers.ts'
import type { Delivery, MailProblem } from './mail.ts'
import { refusalOf } from './mail-flow.ts'
import { setReminders } from './set-reminders.ts'

const minuteMs = 60 * 1000
const backOffMs = minuteMs / 2
const backOffMaxMs = 30 * minuteMs
const retryAfterMaxMs = 60 * minuteMs

export type Attempt = { mail: ClaimedMail; delivery: Delivery }

/**
 * Writes down what became of these mails, all in one batch, and closes mail when the answers say that nothing works. An unknown
 * outcome is no news: the mail keeps its lease and its doubt. An answer to an earlier try than the last one cannot undo the later,
 * nor what a report has told meanwhile.
 */
export async function recordDeliveries(
  db: Database,
  attempts: readonly Attempt[],
  settings: Settings,
  now: number,
): Promise<void> {
  if (attempts.length === 0) return
  const sent = sentAmong(attempts)
  const returned = returnedAmong(attempts, now)
  // Counts and reminders first: they look at mails that are not yet recorded, so that a repeated record moves nothing.
  await db.batch([
    setReminders(db, sql`(select mail_id from ${sent} moves)`, isNews, settings, now),
    countMoves(db, sent, isUnsent),
    recordSent(db, sent, now),
    countMoves(db, returned, isThisTry),
    recordReturned(db, returned),
    ...followAnswers(db, attempts, now),
  ])
}

/** What has left has left, even if it was cancelled or given up meanwhile. */
const isUnsent = sql`mails.state in ('queued', 'sending', 'cancelled', 'failed')`

/** The first time that it is known to have left from us; a report may have been faster. */
const isNews = sql`(${isUnsent} or (mails.provider_id is null and mails.state in ('sent', 'deferred', 'delivered')))`

const isThisTry = sql`mails.state = 'sending' and mails.attempts = moves.attempts`

function recordSent(db: Database, sent: SQL, now: number) {
  return db.run(sql`
    update mails set state = iif(${isUnsent}, 'sent', mails.state), provider_id = coalesce(mails.provider_id, moves.provider_id),
      sent_at = coalesce(mails.sent_at, ${now}), lease_until = null, last_error = iif(${isUnsent}, null, mails.last_error)
    from ${sent} moves where mails.id = moves.mail_id and (${isUnsent} or mails.provider_id is null)`)
}

/** Mails that have certainly not left: the doubt is taken back, and the try too where it says nothing about this letter. */
function recordReturned(db: Database, returned: SQL) {
  return db.run(sql`
    update mails set state = moves.state, not_before = moves.not_before, lease_until = moves.rests_until,
      last_error = coalesce(moves.reason, mails.last_error), attempts = mails.attempts - moves.taken_back,
      doubts = max(mails.doubts - 1, 0)
    from ${returned} moves where mails.id = moves.mail_id and ${isThisTry}`)
}

function sentAmong(attempts: readonly Attempt[]): SQL {
  const list = attempts.flatMap(({ mail, delivery }) =>
    delivery.outcome === 'sent' ? [{ id: mail.id, providerId: delivery.providerId }] : [],
  )
  return sql`(select value ->> 'id' as mail_id, 'sent' as state, value ->> 'providerId' as provider_id
    from ${jsonList(list)})`
}

function returnedAmong(attempts: readonly Attempt[], now: number): SQL {
  const isSent = attempts.some(({ delivery }) => delivery.outcome === 'sent')
  const list = attempts.flatMap(({ mail, delivery }) => {
    const comesBack = returnOf(mail, delivery, isSent, now)
    return comesBack ? [{ id: mail.id, attempts: mail.attempts, ...comesBack }] : []
  })
  return sql`(select value ->> 'id' as mail_id, value ->> 'attempts' as attempts, value ->> 'state' as state,
    value ->> 'reason' as reason, value ->> 'notBefore' as not_before, value ->> 'restsUntil' as rests_until,
    value ->> 'takenBack' as taken_back from ${jsonList(list)})`
}

type Return = {
  state: 'queued' | 'failed'
  reason: MailProblem | null
  notBefore: number
  /** Until when nobody takes it, whoever tells them to. */
  restsUntil: number | null
  takenBack: 0 | 1
}

/**
 * A 403 beside letters that were taken may be about its letter alone, where a filter before the provider takes offence at a word.
 * That try counts, and so does each after it: the letter rests longer each time, instead of closing mail for all as soon as it is
 * open.
 */
function returnOf(mail: ClaimedMail, delivery: Delivery, isSent: boolean, now: number): Return | undefined {
  if (delivery.outcome === 'sent' || delivery.outcome === 'unknown') return undefined
  if (delivery.outcome === 'held')
    return { state: 'queued', reason: null, notBefore: now + backOffMs, restsUntil: null, takenBack: 1 }
  const { reason } = delivery
  const isOurs = refusalOf(delivery) !== undefined
  if (delivery.isPermanent && !isOurs)
    return { state: 'failed', reason, notBefore: now, restsUntil: null, takenBack: 0 }
  const next = now + backOff(mail, delivery.retryAfterMs ?? 0)
  const isCounted = !isOurs || (reason === 'forbidden' && (isSent || mail.attempts > 1))
  return { state: 'queued', reason, notBefore: next, restsUntil: next, takenBack: isCounted ? 0 : 1 }
}

/** Doubles with every try, and is never shorter than the provider asked for. The id spreads mails that failed together. */
function backOff({ id, attempts }: ClaimedMail, retryAfterMs: number): number {
  const pause = Math.min(backOffMs * 2 ** (attempts - 1), backOffMaxMs)
  return Math.max(pause, Math.min(retryAfterMs, retryAfterMaxMs)) + (id % 30) * 1000
}
