import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Fault, faultModes } from './faults.ts'
import { readBody, sendErrors, sendJson } from './http.ts'
import type { Provider } from './provider.ts'
import { deliverReport, signReport } from './reports.ts'

/**
 * The doors by which tests and developers play with the fake:
 *
 * - GET /_fake: account, key, faults and addresses, in a line each
 * - GET /_fake/letters[?to=][&campaign=]: the letters taken; DELETE forgets them
 * - GET /_fake/counts: how many; ?times lists how often each campaign id came
 * - POST /_fake/faults: a `Fault`, or several; DELETE ends them
 * - PUT /_fake/domain: what check-domain finds, `{lockdown: 'failed'}`
 * - PUT /_fake/options: `{keepLetters: false}` only counts
 * - POST /_fake/events: a `ReportOrder`; answers the signed request and what the enrolled addresses said
 * - POST /_fake/reset: as new
 */
export async function answerControl(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
) {
  const door = `${request.method} ${url.pathname.slice('/_fake'.length)}`
  const answer = answers[door]
  if (!answer) return sendErrors(response, 404, `There is no ${door}`)
  const body = (await readBody(request, 10_000_000)) || '{}'
  try {
    // -- each door trusts its callers, who are tests and developers
    sendJson(response, 200, await answer(provider, JSON.parse(body) as never, url.searchParams))
  } catch (error) {
    sendErrors(response, 400, String(error))
  }
}

type Answer = (provider: Provider, given: never, query: URLSearchParams) => unknown

const answers: Record<string, Answer> = {
  'GET ': ({ key, account, domain, webhooks }) => ({ key, account, domain, webhooks: [...webhooks] }),
  'GET /letters': ({ letters }, _, query) => lettersFor(letters.all(), query),
  'DELETE /letters': ({ letters }) => letters.clear(),
  'GET /counts': ({ letters }, _, query) => (query.has('times') ? letters.times() : letters.count()),
  'POST /faults': ({ faults }, given: Fault | Fault[]) => {
    for (const fault of [given].flat()) faults.add(known(fault))
  },
  'DELETE /faults': ({ faults }) => faults.clear(),
  'PUT /domain': (provider, given: Partial<Provider['domain']>) => Object.assign(provider.domain, given),
  'PUT /options': ({ letters }, given: { keepLetters?: boolean }) => letters.keep(given.keepLetters ?? true),
  'POST /events': async (provider, order: Parameters<typeof signReport>[1]) => {
    const report = signReport(provider, order)
    const deliveries = order.deliver === false ? [] : await deliverReport(provider, report)
    return { ...report, deliveries }
  },
  'POST /reset': (provider) => provider.reset(),
}

function known(fault: Fault): Fault {
  if (!faultModes.includes(fault.mode)) throw new Error(`${fault.mode} is none of ${faultModes.join(', ')}`)
  return fault
}

function lettersFor(all: ReturnType<Provider['letters']['all']>, query: URLSearchParams) {
  const [to, campaign] = [query.get('to'), query.get('campaign')]
  return all.filter((letter) => (!to || letter.to === to) && (!campaign || letter.campaignId === campaign))
}
