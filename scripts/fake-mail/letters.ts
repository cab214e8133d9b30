import { randomUUID } from 'node:crypto'
import type { LetterRequest } from './letter-request.ts'

/** A letter that the provider took. */
export type FakeLetter = {
  /** Counts from 1 in the order of arrival. */
  number: number
  to: string
  from: { email: string; name?: string | undefined }
  replyTo: string | undefined
  subject: string
  campaignId: string
  headers: Record<string, string>
  text: string
  html: string
  dkim: { domain: string | undefined; selector: string | undefined }
  requestId: string
  messageId: string
  /** ISO 8601. */
  at: string
}

export type LetterCounts = {
  /** Letters taken. */
  accepted: number
  /** Different campaign ids among them, and how often the most frequent one came. */
  distinct: number
  most: number
  /** Requests to send, whatever became of them; and the most that were open at once. */
  requests: number
  mostAtOnce: number
}

export type Letters = ReturnType<typeof createLetters>

/** Keeps what was taken. Of a large list, only the counts need be kept. */
export function createLetters() {
  const times = new Map<string, number>()
  let kept: FakeLetter[] = []
  let keepsText = true
  let counts = { accepted: 0, requests: 0, mostAtOnce: 0 }
  let open = 0
  return {
    take(request: LetterRequest): FakeLetter {
      counts.accepted += 1
      const letter = letterOf(request, counts.accepted)
      times.set(letter.campaignId, (times.get(letter.campaignId) ?? 0) + 1)
      if (keepsText) kept.push(letter)
      return letter
    },
    begin() {
      counts.requests += 1
      open += 1
      counts.mostAtOnce = Math.max(counts.mostAtOnce, open)
    },
    end() {
      open -= 1
    },
    /** Whether letters are kept, or only counted. */
    keep(whole: boolean) {
      keepsText = whole
      if (!whole) kept = []
    },
    all: () => kept,
    count: (): LetterCounts => ({
      ...counts,
      distinct: times.size,
      most: [...times.values()].reduce((most, count) => Math.max(most, count), 0),
    }),
    times: () => Object.fromEntries(times),
    clear() {
      kept = []
      keepsText = true
      times.clear()
      counts = { accepted: 0, requests: 0, mostAtOnce: 0 }
    },
  }
}

function letterOf(request: LetterRequest, number: number): FakeLetter {
  const content = (type: string) => request.content.find((part) => part.type === type)?.value ?? ''
  return {
    number,
    to: request.personalizations[0]?.to[0]?.email ?? '',
    from: request.from,
    replyTo: request.reply_to?.email,
    subject: request.subject,
    campaignId: request.campaign_id ?? '',
    headers: request.headers ?? {},
    text: content('text/plain'),
    html: content('text/html'),
    dkim: { domain: request.dkim_domain, selector: request.dkim_selector },
    requestId: randomUUID().replaceAll('-', '').slice(0, 28),
    messageId: `<${randomUUID()}@fake.mailchannels.example>`,
    at: new Date().toISOString(),
  }
}
