import { Webhooks } from 'mailchannels'
import type { MailChannelsAccount, Settings } from '#src/env.ts'
import { MailChannelsLine } from './mailchannels-client.ts'
import { silenceOf, type Unanswered, unanswered } from './mailchannels-unanswered.ts'

export type EnrolledWebhooks = {
  outcome: 'answered'
  /** Whether reports come to this address. */
  isEnrolled: boolean
  /** Other addresses of the same account; another platform's, or ours under an earlier secret. */
  others: string[]
}

/** Asks the provider where it reports to. `endpoint` is our whole address, origin and secret path. */
export async function listWebhooks(
  settings: Settings,
  endpoint: string,
): Promise<EnrolledWebhooks | Unanswered> {
  if (!settings.mailChannels) return unanswered('off')
  const line = new MailChannelsLine(settings.mailChannels)
  const { data } = await new Webhooks(line).list().catch(() => ({ data: null }))
  if (!data) return silenceOf(line.heard)
  return {
    outcome: 'answered',
    isEnrolled: data.includes(endpoint),
    others: data.filter((other) => other !== endpoint),
  }
}

/** Has the provider report to this address; `enrolled` also when it already did. */
export async function enrolWebhook(
  settings: Settings,
  endpoint: string,
): Promise<{ outcome: 'enrolled' } | Unanswered> {
  if (!settings.mailChannels) return unanswered('off')
  const line = new MailChannelsLine(settings.mailChannels)
  await new Webhooks(line).enroll(endpoint)
  const { status = 0 } = line.heard
  if (status >= 200 && status < 300) return { outcome: 'enrolled' }
  return status === 409 ? isListed(settings, endpoint) : silenceOf(line.heard)
}

/** A conflict should mean that it is there already; the provider's two descriptions differ, so it is looked up. */
async function isListed(settings: Settings, endpoint: string): Promise<{ outcome: 'enrolled' } | Unanswered> {
  const list = await listWebhooks(settings, endpoint)
  if (list.outcome === 'unanswered') return list
  return list.isEnrolled ? { outcome: 'enrolled' } : unanswered('provider')
}

/** The public key that reports are signed with under this id. `unknown`: the provider has no such key. */
export async function signingKey(
  account: MailChannelsAccount,
  keyId: string,
): Promise<{ outcome: 'found'; publicKey: string } | { outcome: 'unknown' } | Unanswered> {
  const line = new MailChannelsLine(account)
  const { data } = await new Webhooks(line).getSigningKey(keyId).catch(() => ({ data: null }))
  if (data?.key) return { outcome: 'found', publicKey: data.key }
  const { status } = line.heard
  return status === 404 || status === 400 ? { outcome: 'unknown' } : silenceOf(line.heard)
}
