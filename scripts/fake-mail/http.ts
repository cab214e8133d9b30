import type { IncomingMessage, ServerResponse } from 'node:http'

/** The whole body, or null when it is longer than allowed. */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<string | null> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of request) {
    length += part.length
    if (length <= maxBytes) parts.push(part)
  }
  return length > maxBytes ? null : Buffer.concat(parts).toString('utf8')
}

export function sendJson(response: ServerResponse, status: number, body: unknown) {
  const text = JSON.stringify(body ?? null)
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  })
  response.end(text)
}

export function sendText(response: ServerResponse, status: number, text: string, type = 'text/plain') {
  response.writeHead(status, {
    'content-type': `${type}; charset=utf-8`,
    'content-length': Buffer.byteLength(text),
  })
  response.end(text)
}

/** Errors as the API describes them. */
export function sendErrors(response: ServerResponse, status: number, ...errors: string[]) {
  sendJson(response, status, { errors })
}
