import { Webhooks } from 'mailchannels'
import { beforeEach, describe, expect, it } from 'vitest'
import { checkDomain, recordsOf } from '#src/mail/check-domain.ts'
import { enrolWebhook, listWebhooks, signingKey } from '#src/mail/webhooks.ts'
import { settings as mailboxSettings } from '#test/support/cast.ts'
import {
  fakeDomain,
  fakeEvents,
  fakeMode,
  fakeWebhooks,
  mailChannelsSettings,
  resetFake,
} from '#test/support/fake-mail.ts'
import { accountOf, letterTo, senderWith } from '#test/support/mailchannels.ts'

const settings = mailChannelsSettings({ MAIL_FROM: 'invitations@town.example' })
const endpoint = 'https://parvis.test/webhooks/mailchannels/secret'

/** Why nothing was said, for each way of saying nothing. */
const silent = [
  ['forbidden', 'forbidden'],
  ['too_many', 'too_many'],
  ['error_text', 'provider'],
  ['html', 'provider'],
  ['reset_before', 'unreachable'],
] as const

beforeEach(resetFake)

describe('The check of the sender’s domain', () => {
  it('tells how SPF, DKIM, lock and domain stand', async () => {
    expect(await checkDomain(settings)).toEqual({
      outcome: 'answered',
      domain: 'town.example',
      spf: { verdict: 'passed', reason: undefined, record: 'v=spf1 include:relay.mailchannels.net ~all' },
      dkim: [{ verdict: 'passed', reason: undefined, domain: 'town.example', selector: 'fake' }],
      lockdown: { verdict: 'passed', reason: undefined },
      sender: { verdict: 'passed', reason: undefined },
    })
  })

  it('asks for the key that letters are signed with', async () => {
    const signing = mailChannelsSettings({ MAILCHANNELS_DKIM_SELECTOR: 'parvis' })
    expect(await checkDomain(signing)).toMatchObject({ dkim: [{ selector: 'parvis' }] })
  })

  it('says what is missing, with the provider’s reason', async () => {
    await fakeDomain({ spf: 'soft failed', dkim: 'failed', lockdown: 'failed', sender: 'failed' })
    expect(await checkDomain(settings)).toMatchObject({
      spf: { verdict: 'failed', reason: 'Made to be soft failed.' },
      dkim: [{ verdict: 'failed' }],
      lockdown: { verdict: 'failed', reason: 'Made to be failed.' },
      sender: { verdict: 'failed' },
    })
  })

  it.each([
    ['temporary error', 'unclear'],
    ['neutral', 'unclear'],
    ['none', 'failed'],
    ['permanent error', 'failed'],
  ])('takes “%s” for %s', async (spf, verdict) => {
    await fakeDomain({ spf })
    expect(await checkDomain(settings)).toMatchObject({ spf: { verdict } })
  })

  it.each(silent)('that meets %s says why it was not answered: %s', async (mode, why) => {
    await fakeMode(mode, { on: 'check-domain' })
    expect(await checkDomain(settings)).toEqual({ outcome: 'unanswered', why })
  })

  it('does not wait for ever', async () => {
    await fakeMode('hang_before', { on: 'check-domain' })
    expect(await checkDomain(settings, 100)).toEqual({ outcome: 'unanswered', why: 'unreachable' })
  })

  it('is not made where mail goes into the local mailbox', async () => {
    expect(await checkDomain(mailboxSettings)).toEqual({ outcome: 'unanswered', why: 'off' })
  })

  it('comes with the records that DNS should have', () => {
    expect(recordsOf(settings)).toEqual([
      { kind: 'lockdown', name: '_mailchannels.town.example', type: 'TXT', value: 'v=mc1 auth=fakeaccount' },
      { kind: 'spf', name: 'town.example', type: 'TXT', value: 'v=spf1 include:relay.mailchannels.net ~all' },
      { kind: 'dmarc', name: '_dmarc.town.example', type: 'TXT', value: 'v=DMARC1; p=quarantine' },
    ])
  })
})

describe('The webhook', () => {
  it('is enrolled once, however often it is asked for', async () => {
    expect(await listWebhooks(settings, endpoint)).toEqual({
      outcome: 'answered',
      isEnrolled: false,
      others: [],
    })
    expect(await enrolWebhook(settings, endpoint)).toEqual({ outcome: 'enrolled' })
    expect(await enrolWebhook(settings, endpoint)).toEqual({ outcome: 'enrolled' })
    expect(await fakeWebhooks()).toEqual([endpoint])
    expect(await listWebhooks(settings, endpoint)).toMatchObject({ isEnrolled: true })
  })

  it('is told apart from those of others', async () => {
    await enrolWebhook(settings, 'https://elsewhere.test/reports')
    expect(await listWebhooks(settings, endpoint)).toEqual({
      outcome: 'answered',
      isEnrolled: false,
      others: ['https://elsewhere.test/reports'],
    })
  })

  it.each(silent)('that meets %s says why it was not answered: %s', async (mode, why) => {
    await fakeMode(mode, { on: 'webhook' })
    expect(await listWebhooks(settings, endpoint)).toEqual({ outcome: 'unanswered', why })
  })

  it('is not enrolled by a provider that refuses', async () => {
    await fakeMode('forbidden', { on: 'webhook' })
    expect(await enrolWebhook(settings, endpoint)).toEqual({ outcome: 'unanswered', why: 'forbidden' })
    expect(await fakeWebhooks()).toEqual([])
  })

  it('is not believed to be enrolled because of a conflict with another', async () => {
    await fakeMode('conflict', { on: 'webhook', times: 1 })
    expect(await enrolWebhook(settings, endpoint)).toEqual({ outcome: 'unanswered', why: 'provider' })
  })

  it('has no provider to be enrolled at where mail goes into the local mailbox', async () => {
    expect(await listWebhooks(mailboxSettings, endpoint)).toEqual({ outcome: 'unanswered', why: 'off' })
    expect(await enrolWebhook(mailboxSettings, endpoint)).toEqual({ outcome: 'unanswered', why: 'off' })
  })
})

describe('A report of the provider', () => {
  it('is signed with a key that the provider gives out', async () => {
    await senderWith().send([letterTo('vera@parvis.test', { reference: '5-abcdefghij' })])
    const report = await fakeEvents([{ event: 'delivered', letter: 1 }])
    expect(await verify(report)).toBe(true)
    expect(JSON.parse(report.body)).toEqual([
      expect.objectContaining({
        event: 'delivered',
        email: 'invitations@parvis.test',
        customer_handle: 'fakeaccount',
        campaign_id: '5-abcdefghij',
        recipients: ['vera@parvis.test'],
      }),
    ])
  })

  it.each([
    ['another key', { forged: true }],
    ['a signature of ten minutes ago', { created: Math.floor(Date.now() / 1000) - 600 }],
  ])('with %s is not taken by the SDK', async (_, how) => {
    expect(await verify(await fakeEvents([{ event: 'delivered', campaignId: '5-x' }], how))).toBe(false)
  })

  it('from the future is taken by the SDK: we look at that ourselves', async () => {
    const created = Math.floor(Date.now() / 1000) + 600
    expect(await verify(await fakeEvents([{ event: 'delivered', campaignId: '5-x' }], { created }))).toBe(
      true,
    )
  })

  it('can be repeated, shuffled and of another account', async () => {
    const events = Array.from({ length: 50 }, (_, index) => ({
      event: 'delivered',
      campaignId: `${index}-x`,
    }))
    const { body } = await fakeEvents(events, { repeat: 2, shuffle: 7, customerHandle: 'somebody' })
    const written: { campaign_id: string; customer_handle: string }[] = JSON.parse(body)
    expect(written).toHaveLength(100)
    expect(new Set(written.map((event) => event.customer_handle))).toEqual(new Set(['somebody']))
    expect(written.slice(0, 4).map((event) => event.campaign_id)).not.toEqual(['0-x', '0-x', '1-x', '1-x'])
  })

  it('names a key that nobody knows in vain', async () => {
    expect(await signingKey(accountOf(settings), 'no-such-key')).toEqual({ outcome: 'unknown' })
    await fakeMode('forbidden', { on: 'any' })
    // The real one gives keys out to everybody: a refused account can still check what comes in.
    expect(await signingKey(accountOf(settings), 'fake-key-1')).toMatchObject({ outcome: 'found' })
  })
})

async function verify({ headers, body }: { headers: Record<string, string>; body: string }) {
  const keyId = /keyid="([^"]+)"/.exec(headers['signature-input'] ?? '')?.[1] ?? ''
  const key = await signingKey(accountOf(settings), keyId)
  if (key.outcome !== 'found') return false
  return Webhooks.verify({ payload: body, headers, publicKey: key.publicKey })
}
