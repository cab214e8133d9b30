import type { IncomingMessage, ServerResponse } from 'node:http'
import { readBody, sendErrors, sendJson } from './http.ts'
import type { Provider } from './provider.ts'

type Asked = {
  provider: Provider
  request: IncomingMessage
  response: ServerResponse
  query: URLSearchParams
}

/** POST /tx/v1/check-domain */
export async function answerCheckDomain({ provider, request, response }: Asked) {
  const { domain, dkim_settings: keys = [{}] } = JSON.parse((await readBody(request, 100_000)) ?? '{}')
  if (typeof domain !== 'string') return sendErrors(response, 400, 'domain is required')
  const { spf, dkim, lockdown, sender } = provider.domain
  const selectors: string[] = keys.map((key: { dkim_selector?: string }) => key.dkim_selector ?? 'fake')
  sendJson(response, 200, {
    check_results: {
      spf: { ...resultOf(spf), spfRecord: 'v=spf1 include:relay.mailchannels.net ~all' },
      dkim: selectors.map((selector) => ({
        ...resultOf(dkim),
        dkim_domain: domain,
        dkim_selector: selector,
        dkim_key_status: 'active',
      })),
      domain_lockdown: resultOf(lockdown),
      sender_domain: { a: resultOf(sender), mx: resultOf(sender), verdict: sender },
    },
    references: [],
  })
}

/** GET, POST and DELETE /tx/v1/webhook */
export function answerWebhook({ provider: { webhooks }, request, response, query }: Asked) {
  const endpoint = query.get('endpoint')
  if (request.method === 'GET')
    return sendJson(
      response,
      200,
      [...webhooks].map((webhook) => ({ webhook })),
    )
  if (request.method === 'DELETE') {
    webhooks.clear()
    return response.writeHead(204).end()
  }
  if (!endpoint || endpoint.length > 8000) return sendErrors(response, 400, 'endpoint is required')
  if (webhooks.has(endpoint)) return sendErrors(response, 409, 'already enrolled')
  webhooks.add(endpoint)
  response.writeHead(201).end()
}

/** GET /tx/v1/webhook/public-key, which needs no key of the account. */
export function answerPublicKey({ provider: { signing }, response, query }: Asked) {
  const id = query.get('id')
  if (!id) return sendErrors(response, 400, 'id is required')
  if (id !== signing.id) return sendErrors(response, 404, 'no such key')
  sendJson(response, 200, { id, key: signing.publicKey })
}

function resultOf(verdict: string) {
  return verdict === 'passed' ? { verdict } : { verdict, reason: `Made to be ${verdict}.` }
}
