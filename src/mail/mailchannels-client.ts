import { MailChannelsClient } from 'mailchannels'
import type { MailChannelsAccount } from '#src/env.ts'

/** Longest wait for an answer, body included: the SDK itself waits for ever. */
const answerMs = 10_000

/** What an answer was, besides what the SDK makes of it. */
export type Heard = {
  /** Whether a request left at all: the SDK refuses some letters without asking. */
  asked: boolean
  /** Undefined when no whole answer came. */
  status: number | undefined
  /** As the provider wrote it: JSON that was parsed, or text. */
  body: unknown
  retryAfter: string | null
}

type Options = NonNullable<Parameters<MailChannelsClient['post']>[1]>

/**
 * The SDK's client, listened to: it hides the status of answers that are no JSON, and Retry-After always. One for each request,
 * so that what was heard belongs to it.
 */
export class MailChannelsLine extends MailChannelsClient {
  readonly heard: Heard = { asked: false, status: undefined, body: undefined, retryAfter: null }
  readonly #timeoutMs: number

  constructor({ key, baseUrl }: MailChannelsAccount, timeoutMs = answerMs) {
    super(key, { baseUrl })
    this.#timeoutMs = timeoutMs
  }

  protected override async _fetch<T>(path: string, options?: Options): Promise<T> {
    const { heard } = this
    heard.asked = true
    return super._fetch<T>(path, {
      ...options,
      timeout: this.#timeoutMs,
      retry: 0,
      // The key would be sent along to wherever an answer points.
      redirect: 'manual',
      parseResponse,
      onResponse({ response }) {
        heard.status = response.status
        heard.body = response._data
        heard.retryAfter = response.headers.get('retry-after')
      },
    })
  }
}

/** Text stays text: as an error of parsing it would take the status with it. */
function parseResponse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
