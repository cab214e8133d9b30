import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { answerCheckDomain, answerPublicKey, answerWebhook } from './account.ts'
import { answerControl } from './controls.ts'
import { sendErrors } from './http.ts'
import { misbehave } from './misbehave.ts'
import { createProvider, type Provider } from './provider.ts'
import { answerSend } from './send.ts'

export type FakeMail = { url: string; key: string; account: string; close(): Promise<void> }

type Options = { port?: number; key?: string; account?: string }

/** A MailChannels of ours: takes letters over HTTP as the real one does, keeps them, and misbehaves when told to. */
export async function startFakeMail({ port = 0, key = 'fake-key', account = 'fakeaccount' }: Options = {}) {
  const provider = createProvider(key, account)
  const server = createServer((request, response) => {
    answer(provider, request, response).catch((error) => {
      if (!response.headersSent) sendErrors(response, 500, String(error))
    })
  })
  // Longer than what calls keep their connections, so that none is closed under a request.
  server.keepAliveTimeout = 120_000
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const { port: taken } = server.address() as AddressInfo // -- listens on TCP
  const close = async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
  return { url: `http://127.0.0.1:${taken}`, key, account, close } satisfies FakeMail
}

async function answer(provider: Provider, request: IncomingMessage, response: ServerResponse) {
  const url = new URL(request.url ?? '/', 'http://fake')
  const { pathname, searchParams: query } = url
  if (pathname.startsWith('/_fake')) return answerControl(provider, request, response, url)
  const asked = { provider, request, response, query }
  if (pathname === '/tx/v1/webhook/public-key') return answerPublicKey(asked)
  if (request.headers['x-api-key'] !== provider.key)
    return sendErrors(response, 403, 'The API key is missing or not known.')
  if (pathname === '/tx/v1/send' && request.method === 'POST')
    return answerSend(provider, request, response, query.get('dry-run') === 'true')
  const place = pathname === '/tx/v1/check-domain' ? 'check-domain' : 'webhook'
  const fault = provider.faults.next(place, '')
  if (fault) return misbehave(response, fault)
  if (place === 'check-domain' && request.method === 'POST') return answerCheckDomain(asked)
  if (pathname === '/tx/v1/webhook') return answerWebhook(asked)
  sendErrors(response, 404, 'Not Found')
}
