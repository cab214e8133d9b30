import { Webhooks } from 'mailchannels'
import * as v from 'valibot'
import type { MailReport, ReportKind } from '#src/domain/mails/report.ts'
import type { MailChannelsAccount } from '#src/env.ts'
import { findSigningKey } from './webhook-keys.ts'

/** How far the clock of the provider may be from ours, in either direction; an older signature may be a replay. */
const signedMs = 5 * 60 * 1000
/** Most events of one request, as the provider promises. */
const eventsMax = 1000
const dayMs = 24 * 60 * 60 * 1000
/** The provider can be asked to report again about the last 31 days. */
const pastMs = 60 * dayMs

/** What each kind of event says in our words. Those that are not here, such as `open`, are none of our business. */
const kinds = {
  processed: 'sent',
  delivered: 'delivered',
  'soft-bounced': 'deferred',
  'hard-bounced': 'bounced',
  dropped: 'suppressed',
  complained: 'complained',
  unsubscribed: 'unsubscribed',
} as const satisfies Record<string, ReportKind>

const eventNames = [
  'processed',
  'delivered',
  'soft-bounced',
  'hard-bounced',
  'dropped',
  'complained',
  'unsubscribed',
] as const satisfies (keyof typeof kinds)[]

export type WebhookRequest = { headers: Headers; body: string }

export type WebhookReading =
  | { outcome: 'read'; reports: MailReport[] }
  | { outcome: 'unsigned' | 'unreadable' | 'too_many' }

/**
 * Reads what MailChannels reports (SECURITY-REFERENCE 4.2): signed by it, just now, in JSON. Of the events those count that are
 * about this account and a mail of ours, which `readReference` knows; what else there is changes nothing.
 */
export async function readWebhook(
  account: MailChannelsAccount,
  { headers, body }: WebhookRequest,
  readReference: (reference: string) => number | undefined,
  now: number,
): Promise<WebhookReading> {
  if (!(await isSigned(account, headers, body, now))) return { outcome: 'unsigned' }
  const events = parse(body)
  if (!Array.isArray(events)) return { outcome: 'unreadable' }
  if (events.length > eventsMax) return { outcome: 'too_many' }
  const schema = eventOf(account.account, now)
  const reports = events.flatMap((event) => {
    const result = v.safeParse(schema, event)
    return result.success ? reportsOf(result.output, readReference, now) : []
  })
  return { outcome: 'read', reports }
}

async function isSigned(account: MailChannelsAccount, headers: Headers, body: string, now: number) {
  const input = /^\w+=\("content-digest"\);created=(\d{1,12});alg="ed25519";keyid="([^"]+)"$/.exec(
    headers.get('signature-input') ?? '',
  )
  if (!input) return false
  const [, created, keyId = ''] = input
  if (Math.abs(now - Number(created) * 1000) > signedMs) return false
  // Without a key the SDK would ask for one itself, at an address of its own.
  const publicKey = await findSigningKey(account, keyId, now)
  if (publicKey === undefined) return false
  return Webhooks.verify({ payload: body, headers: Object.fromEntries(headers), publicKey })
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

function eventOf(account: string, now: number) {
  return v.object({
    event: v.picklist(eventNames),
    customer_handle: v.literal(account),
    campaign_id: v.string(),
    timestamp: v.pipe(
      v.number(),
      v.integer(),
      v.check((seconds) => seconds * 1000 > now - pastMs && seconds * 1000 < now + dayMs),
    ),
    recipients: v.optional(v.pipe(v.array(v.string()), v.maxLength(100))),
  })
}

type Event = v.InferOutput<ReturnType<typeof eventOf>>

function reportsOf(
  { event, campaign_id, timestamp, recipients = [] }: Event,
  readReference: (reference: string) => number | undefined,
  now: number,
): MailReport[] {
  const mailId = readReference(campaign_id)
  if (mailId === undefined) return []
  const at = Math.min(timestamp * 1000, now)
  const named = recipients.length > 0 ? recipients : [undefined]
  return named.map((recipient) => ({ mailId, kind: kinds[event], recipient, at }))
}
