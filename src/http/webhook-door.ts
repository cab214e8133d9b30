import { timingSafeEqual } from 'node:crypto'
import { paths } from '#src/paths.ts'
import type { AppContext } from './context.ts'

/** Whether this is the address at which the provider reports: nobody else knows it, and nobody learns it from how long this takes. */
export function isWebhookDoor(c: AppContext): boolean {
  const expected = Buffer.from(paths.webhook(c.get('keys').webhookPath))
  const given = Buffer.from(c.req.path)
  return given.length === expected.length && timingSafeEqual(given, expected)
}
