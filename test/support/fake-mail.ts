import { env } from 'cloudflare:workers'
import type { Fault, FaultMode } from '#scripts/fake-mail/faults.ts'
import type { FakeLetter, LetterCounts } from '#scripts/fake-mail/letters.ts'
import type { DomainVerdicts } from '#scripts/fake-mail/provider.ts'
import type { FakeEvent, ReportOrder, SignedReport } from '#scripts/fake-mail/reports.ts'
import { type Env, settingsFrom } from '#src/env.ts'

// The account at the fake MailChannels (scripts/fake-mail), which listens beside the tests.

/** The bindings of a platform that writes through the fake. */
export function mailChannelsEnv(given: Partial<Env> = {}): Env {
  return {
    ...env,
    MAIL_TRANSPORT: 'mailchannels',
    MAILCHANNELS_KEY: 'fake-key',
    MAILCHANNELS_ACCOUNT: 'fakeaccount',
    MAILCHANNELS_URL: env.FAKE_MAIL_URL,
    ...given,
  }
}

export function mailChannelsSettings(given: Partial<Env> = {}) {
  return settingsFrom(mailChannelsEnv(given))
}

/** As new: no letters, no faults, no webhooks, a domain that is in order. Tests of mail begin with it. */
export async function resetFake(): Promise<void> {
  await ask('POST', '/reset')
}

/** The letters that the provider took, in the order of their arrival. */
export function fakeLetters(about: { to?: string; campaign?: string } = {}): Promise<FakeLetter[]> {
  return ask('GET', `/letters?${new URLSearchParams(about)}`)
}

export function fakeCounts(): Promise<LetterCounts> {
  return ask('GET', '/counts')
}

/** How often each letter came, by its reference. */
export function fakeTimes(): Promise<Record<string, number>> {
  return ask('GET', '/counts?times')
}

/** Only counts letters from here on: for thousands of them. */
export async function keepOnlyCounts(): Promise<void> {
  await ask('PUT', '/options', { keepLetters: false })
}

/** Has the provider misbehave: always, or `times` times, after `skip` requests, to those `matching`. */
export async function fakeMode(mode: FaultMode, how: Omit<Fault, 'mode'> = {}): Promise<void> {
  await ask('POST', '/faults', { mode, ...how })
}

/** Ends all misbehaviour. */
export async function repairFake(): Promise<void> {
  await ask('DELETE', '/faults')
}

/** What the provider finds in DNS. With a failed lockdown it also refuses letters, with 403. */
export async function fakeDomain(verdicts: Partial<DomainVerdicts>): Promise<void> {
  await ask('PUT', '/domain', verdicts)
}

/** A report as the provider signs it, to be posted to our webhook; see ReportOrder for forged and old ones. */
export async function fakeEvents(
  events: FakeEvent[],
  how: Omit<ReportOrder, 'events' | 'deliver'> = {},
): Promise<SignedReport> {
  const { headers, body } = await ask<SignedReport>('POST', '/events', { events, deliver: false, ...how })
  return { headers, body }
}

/** The webhooks that are enrolled. */
export async function fakeWebhooks(): Promise<string[]> {
  return (await ask<{ webhooks: string[] }>('GET', '')).webhooks
}

async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
  const answer = await fetch(`${env.FAKE_MAIL_URL}/_fake${path}`, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  if (!answer.ok) throw new Error(`The fake answered ${answer.status}: ${await answer.text()}`)
  return answer.json()
}
