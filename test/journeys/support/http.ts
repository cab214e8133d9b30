import type { Platform } from './platform.ts'

export const password = 'une phrase longue et sans personne'

type Answer = { status: number; location: string | null; text: string }

/** Someone with a cookie jar and no screen. */
export type Walker = {
  get: (path: string, method?: 'GET' | 'HEAD') => Promise<Answer>
  post: (path: string, fields: Record<string, string>, headers?: Record<string, string>) => Promise<Answer>
}

export function walker({ origin }: Platform, language = 'fr'): Walker {
  const jar = new Map<string, string>()
  const ask = async (path: string, init: RequestInit) => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { ...init.headers, Cookie: cookie, 'Accept-Language': language }
    const answer = await fetch(new URL(path, origin), { ...init, headers, redirect: 'manual' })
    for (const set of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      jar.set(name, value)
    }
    return {
      status: answer.status,
      location: answer.headers.get('Location'),
      text: await answer.text(),
    }
  }
  const own = { Origin: origin, 'Sec-Fetch-Site': 'same-origin' }
  return {
    get: (path, method = 'GET') => ask(path, { method }),
    post: (path, fields, headers = own) =>
      ask(path, { method: 'POST', body: new URLSearchParams(fields), headers }),
  }
}

export const acceptance = { first_name: 'Lou', last_name: 'Petit', password }

/** Follows the link and joins. */
export async function arrive(
  platform: Platform,
  link: string,
  name: Partial<typeof acceptance> = {},
  language = 'fr',
): Promise<Walker> {
  const person = walker(platform, language)
  await person.get(link)
  const { status } = await person.post('/invitation', { ...acceptance, ...name })
  if (status !== 303) throw new Error(`Joining was answered with ${status}`)
  return person
}

/** Invites by hand, as an administrator; answers when the batch is carried out. */
export async function invite(platform: Platform, admin: Walker, addresses: string) {
  const { location } = await admin.post('/admin/batches', { source: 'addresses', addresses, language: 'fr' })
  if (!location) throw new Error('No draft came of the addresses')
  await admin.post(`${location}/confirmation`, {})
  await platform.mailsTo(addresses.split(/[\s,]+/).at(-1) ?? '')
}
