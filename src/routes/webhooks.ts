import { Hono } from 'hono'
import { readMailReference } from '#src/domain/mails/mail-reference.ts'
import { recordReports } from '#src/domain/reports/record-reports.ts'
import type { App } from '#src/http/context.ts'
import { notFound } from '#src/http/errors.tsx'
import { anyone } from '#src/http/guards.ts'
import { isWebhookDoor } from '#src/http/webhook-door.ts'
import { readWebhook } from '#src/mail/webhook.ts'
import { paths } from '#src/paths.ts'

export const webhooksRoutes = new Hono<App>()

const refusals = { unsigned: 401, unreadable: 400, too_many: 413 } as const

/** Where MailChannels reports: behind an address that nobody knows, and signed. Answers with nothing but whether it was taken. */
webhooksRoutes.post(paths.webhook(':secret'), anyone(), async (c) => {
  const [keys, settings, now] = [c.get('keys'), c.get('settings'), c.get('now')]
  if (!settings.mailChannels || !isWebhookDoor(c)) return notFound(c)
  const request = { headers: c.req.raw.headers, body: await c.req.text() }
  const readReference = (reference: string) => readMailReference(keys, reference)
  const reading = await readWebhook(settings.mailChannels, request, readReference, now)
  if (reading.outcome !== 'read') return c.body(null, refusals[reading.outcome])
  await recordReports(c.get('db'), keys, reading.reports, settings, now)
  return c.body(null, 200)
})
