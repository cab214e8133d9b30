import type { AppContext } from '#src/http/context.ts'
import { checkDomain, recordsOf } from '#src/mail/check-domain.ts'
import { transportFor } from '#src/mail/transport.ts'
import { enrolWebhook, listWebhooks } from '#src/mail/webhooks.ts'
import { paths } from '#src/paths.ts'

/** What the provider answered about the sender's domain and its reports. */
export type ProviderAnswer = Awaited<ReturnType<typeof askProvider>>

export async function askProvider(c: AppContext) {
  const settings = c.get('settings')
  const [check, webhooks] = await Promise.all([checkDomain(settings), listWebhooks(settings, endpointOf(c))])
  // Where else the account reports to is nobody's business here: such addresses are secret too.
  const isEnrolled = webhooks.outcome === 'answered' ? webhooks.isEnrolled : undefined
  return { check, isEnrolled, records: recordsOf(settings) }
}

/** Has the provider report to us; answers with what to tell. */
export async function enrolWithProvider(c: AppContext) {
  const enrolled = await enrolWebhook(c.get('settings'), endpointOf(c))
  if (enrolled.outcome === 'enrolled') return 'webhook_enrolled'
  if (enrolled.why === 'off') return 'webhook_off'
  return enrolled.why === 'forbidden' ? 'webhook_forbidden' : 'webhook_unanswered'
}

/** Asks the provider whether it takes letters, without sending one. */
export function providerWorks(c: AppContext): Promise<boolean> {
  return transportFor(c.env, c.get('settings')).probe()
}

/** Where the provider reports: its path is a secret, so it goes into no page, log or address. */
function endpointOf(c: AppContext): string {
  return c.get('settings').origin + paths.webhook(c.get('keys').webhookPath)
}
