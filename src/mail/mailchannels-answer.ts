import type { EmailsSendResponse } from 'mailchannels'
import type { Delivery, MailProblem } from '#src/domain/mails/mail.ts'
import type { Heard } from './mailchannels-client.ts'

type Results = NonNullable<EmailsSendResponse['data']>['results']

/** Shortest pause when the provider has had too many requests. */
const pauseMinMs = 60_000
const pauseMaxMs = 24 * 60 * 60 * 1000

/** What became of a letter, by what its one request was answered. In doubt, it is unknown. */
export function deliveryOf(heard: Heard, results: Results): Delivery {
  const { asked, status } = heard
  if (!asked) return refused('refused')
  if (status === undefined) return { outcome: 'unknown' }
  if (status >= 200 && status < 300) return ofResults(results)
  if (status < 400) return { outcome: 'unknown' }
  return status < 500 ? ofRefusal(status, heard) : ofFailure(status, heard)
}

function ofResults(results: Results): Delivery {
  const result = Array.isArray(results) ? results[0] : undefined
  if (result?.status === 'failed') return refused('refused')
  if (result?.status !== 'sent') return { outcome: 'unknown' }
  return { outcome: 'sent', providerId: result.messageId ?? '' }
}

function ofRefusal(status: number, heard: Heard): Delivery {
  if (isQuota(status, heard)) return passing('quota', heard)
  switch (status) {
    case 400:
    case 422:
      return refused('refused')
    case 413:
      return refused('too_large')
    case 401:
    case 403:
      return passing('forbidden', heard)
    case 429:
      return passing('too_many', heard, pauseMinMs)
    default:
      // Nothing is wrong with the letter: the address of the API is, or what stands before it.
      return passing('provider', heard)
  }
}

/**
 * Nothing says what is answered when the plan is used up, only that calls fail. The provider's own guide to errors counts limits
 * of the account among the reasons of a 403; so words decide, and a 403 without them closes mail all the same.
 */
function isQuota(status: number, { body }: Heard): boolean {
  if (status === 402) return true
  const said = typeof body === 'string' ? body : JSON.stringify(body ?? '')
  if (status === 403) return /quota|limit|exceed/i.test(said)
  return status === 429 && /quota|plan\b|daily|monthly|per (day|month)/i.test(said)
}

/** A gateway that gave up waiting does not know what happened behind it. */
function ofFailure(status: number, heard: Heard): Delivery {
  return status <= 503 ? passing('provider', heard) : { outcome: 'unknown' }
}

function refused(reason: MailProblem): Delivery {
  return { outcome: 'failed', reason, isPermanent: true }
}

function passing(reason: MailProblem, { retryAfter }: Heard, leastMs = 0): Delivery {
  const retryAfterMs = Math.min(Math.max(leastMs, pauseOf(retryAfter)), pauseMaxMs)
  return { outcome: 'failed', reason, isPermanent: false, ...(retryAfterMs > 0 && { retryAfterMs }) }
}

/** Retry-After is seconds or a date. */
function pauseOf(retryAfter: string | null): number {
  if (!retryAfter) return 0
  if (/^\d{1,9}$/.test(retryAfter)) return Number(retryAfter) * 1000
  const at = Date.parse(retryAfter)
  return Number.isNaN(at) ? 0 : at - Date.now()
}
