import type { AppContext } from './context.ts'

/** Whom the address of a client belongs to: an IPv6 client owns a whole /64, so the first four groups stand for it. */
export function networkOf(c: AppContext): string {
  const address = c.req.header('CF-Connecting-IP') ?? 'unknown'
  if (!address.includes(':') || address.includes('.')) return address
  const [front = '', back] = address.split('::')
  const groups = front.split(':').filter(Boolean)
  const given = back === undefined ? groups : [...groups, '0', '0', '0', '0']
  return given.slice(0, 4).join(':')
}
