import { createHash, sign } from 'node:crypto'
import type { FakeLetter } from './letters.ts'
import type { Provider } from './provider.ts'

/** What happened to a letter. It is named by its number here, or by the campaign id that it had. */
export type FakeEvent = {
  event: string
  letter?: number
  campaignId?: string
  to?: string
  /** In seconds; without it, now. */
  timestamp?: number
  status?: string
  reason?: string
}

export type ReportOrder = {
  events: FakeEvent[]
  /** Whether it is posted to the enrolled addresses, or only given back. */
  deliver?: boolean
  /** How often each event stands in it. */
  repeat?: number
  /** Puts them in an order of its own, always the same for a number. */
  shuffle?: number
  /** When it was signed, in seconds; for reports that are stale or come from the future. */
  created?: number
  /** Signs with a key that is not the published one, under its name. */
  forged?: boolean
  /** Another account's. */
  customerHandle?: string
  /** Signs this instead of the events, whatever it is. */
  body?: string
}

export type SignedReport = { headers: Record<string, string>; body: string }

/** Writes and signs a report as the provider does. */
export function signReport(provider: Provider, order: ReportOrder): SignedReport {
  const events = order.events.flatMap((event) => {
    const written = writeEvent(provider, event, order.customerHandle ?? provider.account)
    return Array.from({ length: order.repeat ?? 1 }, () => written)
  })
  const list = order.shuffle === undefined ? events : shuffled(events, order.shuffle)
  const body = order.body ?? JSON.stringify(list)
  const { id, privateKey } = order.forged ? provider.foreign : provider.signing
  const created = order.created ?? nowSeconds()
  const digest = `sha-256=:${createHash('sha256').update(body).digest('base64')}:`
  const parameters = `("content-digest");created=${created};alg="ed25519";keyid="${id}"`
  const signed = Buffer.from(`"content-digest": ${digest}\n"@signature-params": ${parameters}`)
  return {
    headers: {
      'content-type': 'application/json',
      'content-digest': digest,
      'signature-input': `sig_${created}=${parameters}`,
      signature: `sig_${created}=:${sign(null, signed, privateKey).toString('base64')}:`,
    },
    body,
  }
}

/** Posts a report to all enrolled addresses; answers with what they said, 0 for one that did not answer. */
export function deliverReport({ webhooks }: Provider, { headers, body }: SignedReport) {
  return Promise.all(
    [...webhooks].map(async (endpoint) => {
      const answer = await fetch(endpoint, { method: 'POST', headers, body }).catch(() => null)
      await answer?.arrayBuffer()
      return { endpoint, status: answer?.status ?? 0 }
    }),
  )
}

function writeEvent(provider: Provider, given: FakeEvent, customerHandle: string) {
  const letter = letterOf(provider, given)
  const { event, timestamp = nowSeconds(), status = defaultStatus[event], reason } = given
  const to = given.to ?? letter?.to
  return {
    email: letter?.from.email ?? 'sender@example.com',
    customer_handle: customerHandle,
    timestamp,
    event,
    request_id: letter?.requestId ?? 'fake-request',
    smtp_id: letter?.messageId ?? '<fake@fake.mailchannels.example>',
    campaign_id: given.campaignId ?? letter?.campaignId,
    ...(to && { recipients: [to] }),
    ...(status && { status, reason: reason ?? `Made to be ${event}.` }),
  }
}

const defaultStatus: Record<string, string | undefined> = {
  'hard-bounced': '550',
  'soft-bounced': '451',
  dropped: '550',
}

function letterOf({ letters }: Provider, { letter, campaignId }: FakeEvent): FakeLetter | undefined {
  const all = letters.all()
  if (letter !== undefined) return all.find((each) => each.number === letter)
  return all.findLast((each) => each.campaignId === campaignId)
}

function nowSeconds(): number {
  return Math.floor(Date.now() / 1000)
}

/** By hashes of the places, so that a number always gives the same order. */
function shuffled<T>(items: T[], seed: number): T[] {
  const rank = (index: number) => createHash('sha256').update(`${seed}/${index}`).digest('hex')
  const ranked = items.map((item, index) => ({ item, rank: rank(index) }))
  return ranked.sort((one, other) => (one.rank < other.rank ? -1 : 1)).map(({ item }) => item)
}
