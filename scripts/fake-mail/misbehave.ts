import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Fault, FaultMode } from './faults.ts'
import { sendErrors, sendJson, sendText } from './http.ts'

const hangMs = 30_000
const slowMs = 100

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
    case 'odd_results':
      return sendJson(response, 202, { request_id: 'odd-results', results: 'sent' })
    case 'broken_json':
      return sendText(response, 202, '{"results":[{"status":"se', 'application/json')
    case 'redirect':
      return response.writeHead(307, { location: '/_fake/letters' }).end()
    case 'html':
      return sendText(response, 200, '<!doctype html><title>Welcome</title>', 'text/html')
    case 'too_many':
      response.setHeader('retry-after', fault.retryAfter ?? '120')
      return sendErrors(response, 429, 'Too many requests.')
    case 'quota':
      return sendErrors(
        response,
        fault.status ?? 403,
        fault.said ?? 'The sending limit of your plan is reached.',
      )
    case 'error_text':
      return sendText(response, 500, 'upstream connect error')
    case 'reset_before':
    case 'reset_after':
      return socket?.resetAndDestroy()
    case 'truncated_after':
      return sendHalf(response, JSON.stringify(accepted), () => socket?.destroy())
    case 'stall_after':
      sendHalf(response, JSON.stringify(accepted))
      return cutLater(socket, fault)
    case 'slow_after':
      return void setTimeout(() => sendJson(response, 202, accepted), fault.ms ?? slowMs)
    case 'hang_before':
    case 'hang_after':
      return cutLater(socket, fault)
    default:
      return sendErrors(response, statuses[fault.mode] ?? 500, fault.said ?? `Asked for ${fault.mode}.`)
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
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  bad_gateway: 502,
  unavailable: 503,
  gateway_timeout: 504,
}

function sendHalf(response: ServerResponse, text: string, then?: () => void) {
  response.writeHead(202, { 'content-type': 'application/json', 'content-length': text.length })
  response.write(text.slice(0, text.length / 2), then)
}

function cutLater(socket: Socket | null, { ms = hangMs }: Fault) {
  setTimeout(() => socket?.destroy(), ms).unref()
}
