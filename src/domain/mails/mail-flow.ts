import { type SQL, sql } from 'drizzle-orm'
import type { ClosureReason } from '#src/domain/settings/read-settings.ts'
import type { Settings } from '#src/env.ts'
import type { Delivery } from './mail.ts'

/** Whether mail leaves is a row of its own, so that all consumers count together: the journal calls it this. */
export const flowSubject = { subjectType: 'mail', subjectId: 'flow' } as const

/** Tries in a row that come to nothing, over all consumers, before no mail leaves any more; and in one message. */
export const failuresMax = 5

const minuteMs = 60 * 1000
/** Longest pause between two questions whether the provider works again. */
const pauseMaxMs = 10 * minuteMs

/** Why the provider refuses us, and not this letter: the one behind it would fare no better. */
export function refusalOf(delivery: Delivery): ClosureReason | undefined {
  if (delivery.outcome !== 'failed') return undefined
  return delivery.reason === 'forbidden' || delivery.reason === 'quota' ? delivery.reason : undefined
}

/** Whether a try came to nothing for a reason that may pass, or nobody knows to what. */
export function isInVain(delivery: Delivery): boolean {
  return delivery.outcome === 'unknown' || (delivery.outcome === 'failed' && !delivery.isPermanent)
}

/** Whether mail may leave. Without its row nothing has ever gone wrong. */
export const isFlowing = sql`not exists (select 1 from mail_flow where id = 1 and closed_at is not null)`

/**
 * Open again, but nothing has left since: the provider has only said that it would take letters. One goes first, and the others
 * follow when it is through; a provider that only seems to work spoils one letter and not six.
 */
export const isOnTrial = sql`exists (select 1 from mail_flow where id = 1 and closed_at is null and probes > 0)`

/** Until the provider is asked again: 1, 2, 4, 8, then 10 minutes. */
export function pauseAfter(probes: SQL): SQL {
  return sql`min(${minuteMs} << min(${probes}, 4), ${pauseMaxMs})`
}

/** The minute of the epoch against which the pace counts. */
export function minuteOf(now: number): number {
  return Math.floor(now / minuteMs)
}

/** Most mails in a minute; undefined for the local mailbox, which nothing can overrun. */
export function paceOf(settings: Settings): number | undefined {
  return settings.mailTransport === 'mailbox' ? undefined : settings.mailsPerMinute
}

/** What of the pace is kept for letters that somebody waits for at this moment, such as a new password. */
export function reserveOf(pace: number): number {
  return Math.floor(pace / 10)
}
