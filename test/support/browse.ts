import { exports } from 'cloudflare:workers'
import type { Actor } from '#src/domain/users/user.ts'
import { cookieOf, settings } from './cast.ts'

type Fields = Record<string, string | string[] | File>
type Options = { as?: Actor | undefined; cookie?: string; headers?: Record<string, string> }

/** Opens a page as a browser would, without following redirects. */
export async function get(path: string, options: Options = {}): Promise<Response> {
  return exports.default.fetch(settings.origin + path, {
    headers: await headersOf(options),
    redirect: 'manual',
  })
}

/** Posts a form of ours as a browser would, without following redirects. A File makes it multipart. */
export async function post(path: string, fields: Fields = {}, options: Options = {}): Promise<Response> {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields))
    for (const part of Array.isArray(value) ? value : [value]) form.append(name, part)
  const hasFile = Object.values(fields).some((value) => value instanceof File)
  const body = hasFile ? form : new URLSearchParams([...form].map(([name, value]) => [name, String(value)]))
  const headers = { 'Sec-Fetch-Site': 'same-origin', Origin: settings.origin, ...(await headersOf(options)) }
  return exports.default.fetch(settings.origin + path, { method: 'POST', body, headers, redirect: 'manual' })
}

/** The cookies an answer set, to be sent back. */
export function cookiesFrom(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

async function headersOf({ as, cookie, headers }: Options): Promise<Record<string, string>> {
  const cookies = [cookie, as && (await cookieOf(as))].filter(Boolean).join('; ')
  return { ...(cookies && { Cookie: cookies }), ...headers }
}

/**
 * How many answers a door gives before it says 429. The limit counts by the minute of the clock: where the asking goes over
 * the turn of one, it begins anew, so there may be nearly twice as many.
 */
export async function answersBeforeLimit(ask: (time: number) => Promise<Response>): Promise<number> {
  for (let time = 0; time <= 600; time++) if ((await ask(time)).status === 429) return time
  throw new Error('There is no limit')
}
