import { Emails, type EmailsCheckDomainResponse } from 'mailchannels'
import type { MailChannelsAccount, Settings } from '#src/env.ts'
import { MailChannelsLine } from './mailchannels-client.ts'
import { silenceOf, type Unanswered, unanswered } from './mailchannels-unanswered.ts'

/** `unclear` is what the provider itself could not tell, a DNS server that did not answer for example. */
export type Verdict = 'passed' | 'failed' | 'unclear'

/** `reason` is the provider's sentence, in English; undefined where it gives none. */
export type Finding = { verdict: Verdict; reason: string | undefined }

export type DomainCheck = {
  outcome: 'answered'
  domain: string
  /** The SPF record names the provider; `record` is the one it found. */
  spf: Finding & { record: string | undefined }
  /** One for each key the letters may be signed with; none means that there is no key. */
  dkim: (Finding & { domain: string; selector: string })[]
  /** The domain says that this account, and no other of the provider, may send for it. */
  lockdown: Finding
  /** The domain exists for mail: it has an MX or A record. */
  sender: Finding
}

/** A record to be put into DNS. The provider does not check DMARC: that record is only shown. */
export type DnsRecord = { kind: 'lockdown' | 'spf' | 'dmarc'; name: string; type: 'TXT'; value: string }

/** Asks the provider how the sender's domain stands. It looks into DNS, no mail is sent. */
export async function checkDomain(settings: Settings, timeoutMs?: number): Promise<DomainCheck | Unanswered> {
  const { mailChannels, mailFrom } = settings
  if (!mailChannels) return unanswered('off')
  const domain = domainOf(mailFrom)
  const line = new MailChannelsLine(mailChannels, timeoutMs)
  try {
    const { data } = await new Emails(line).checkDomain(questionOf(mailChannels, domain))
    return data ? readAnswer(domain, data) : silenceOf(line.heard)
  } catch {
    // The SDK and we read into the answer without looking: it was one of another shape.
    return silenceOf(line.heard)
  }
}

/** What DNS of the sender's domain should say; the DKIM record comes with the key (docs/deployment.md). */
export function recordsOf(settings: Settings): DnsRecord[] {
  const domain = domainOf(settings.mailFrom)
  const account = settings.mailChannels?.account ?? ''
  return [
    { kind: 'lockdown', name: `_mailchannels.${domain}`, type: 'TXT', value: `v=mc1 auth=${account}` },
    { kind: 'spf', name: domain, type: 'TXT', value: 'v=spf1 include:relay.mailchannels.net ~all' },
    { kind: 'dmarc', name: `_dmarc.${domain}`, type: 'TXT', value: 'v=DMARC1; p=quarantine' },
  ]
}

export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase()
}

function questionOf({ dkimSelector }: MailChannelsAccount, domain: string) {
  return { domain, ...(dkimSelector && { dkim: { domain, selector: dkimSelector } }) }
}

type Answer = NonNullable<EmailsCheckDomainResponse['data']>

function readAnswer(domain: string, { spf, dkim, domainLockdown, senderDomain }: Answer): DomainCheck {
  return {
    outcome: 'answered',
    domain,
    spf: { ...findingOf(spf), record: spf.spfRecord },
    dkim: dkim.map((key) => ({ ...findingOf(key), domain: key.domain, selector: key.selector })),
    lockdown: findingOf(domainLockdown),
    sender: findingOf({ verdict: senderDomain.verdict, reason: senderDomain.mx?.reason }),
  }
}

const failures: readonly string[] = ['failed', 'soft failed', 'permanent error', 'none']

function findingOf({ verdict, reason }: { verdict: string; reason?: string | undefined }): Finding {
  if (verdict === 'passed') return { verdict, reason }
  return { verdict: failures.includes(verdict) ? 'failed' : 'unclear', reason }
}
