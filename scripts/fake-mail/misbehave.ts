import type { ServerResponse } from 'node:http'
import type { Fault, FaultMode } from './faults.ts'
import { sendErrors, sendJson, sendText } from './http.ts'

const hangMs = 30_000

/** Whether the letter is taken before anything goes wrong. */
export function takesFirst({ mode }: Fault): boolean {
  return mode.endsWith('_after')
}

/** Answers as the fault says, or not at all. `accepted` is what a request that was taken would have been answered. */
export function misbehave(response: ServerResponse, fault: Fault, accepted?: unknown) {
  const socket = response.socket
  switch (fault.mode) {
    case 'failed':
      return sendJson(response, 202, failure)
    case 'no_results':
      return sendJson(response, 202, { request_id: 'no-results' })
    case 'html':
      return sendText(response, 200, '<!doctype html><title>Welcome</title>', 'text/html')
    case 'too_many':
      response.setHeader('retry-after', fault.retryAfter ?? '120')
      return sendErrors(response, 429, 'Too many requests.')
    case 'quota':
      return sendErrors(response, fault.status ?? 403, 'The sending limit of your plan has been reached.')
    case 'error_text':
      return sendText(response, 500, 'upstream connect error')
    case 'reset_before':
    case 'reset_after':
      return socket?.resetAndDestroy()
    case 'truncated_after':
      return breakOff(response, JSON.stringify(accepted))
    case 'hang_before':
    case 'hang_after':
      return void setTimeout(() => socket?.destroy(), fault.ms ?? hangMs).unref()
    default:
      return sendErrors(response, statuses[fault.mode] ?? 500, `Asked to answer ${fault.mode}.`)
  }
}

const failure = {
  request_id: 'failed',
  results: [
    { index: 0, message_id: '<failed@fake.mailchannels.example>', status: 'failed', reason: 'refused' },
  ],
}

const statuses: Partial<Record<FaultMode, number>> = {
  bad_request: 400,
  forbidden: 403,
  too_large: 413,
  bad_gateway: 502,
  unavailable: 503,
  gateway_timeout: 504,
}

function breakOff(response: ServerResponse, text: string) {
  response.writeHead(202, { 'content-type': 'application/json', 'content-length': text.length })
  response.write(text.slice(0, text.length / 2), () => response.socket?.destroy())
}
