import { beforeEach, describe, expect, it, vi } from 'vitest'
import { formatCode } from '#src/domain/codes/code.ts'
import { createMailChannels } from '#src/mail/mailchannels.ts'
import {
  fakeCounts,
  fakeLetters,
  fakeMode,
  mailChannelsSettings,
  resetFake,
} from '#test/support/fake-mail.ts'
import { accountOf, letterTo, senderWith } from '#test/support/mailchannels.ts'

const sent = { outcome: 'sent', providerId: expect.stringMatching(/^<.+>$/) }
const unknown = { outcome: 'unknown' }

beforeEach(async () => {
  await resetFake()
  // What the provider refuses is written to the log; each test would print it.
  vi.spyOn(console, 'error').mockImplementation(() => {})
})

describe('A letter through MailChannels', () => {
  it('is sent when the answer says so for its recipient', async () => {
    expect(await senderWith().send([letterTo('vera@parvis.test')])).toEqual([sent])
    expect(await fakeCounts()).toMatchObject({ accepted: 1, requests: 1 })
  })

  it('goes to the domain that was checked, in ASCII, whatever letters it was written in', async () => {
    const given = ['Vera@Bücher.test', 'vera@ｅxample.test', 'O.Neil@parvis.test']
    await senderWith().send(given.map((to) => letterTo(to, { replyTo: 'office@bücher.test' })))
    const arrived = await fakeLetters()
    expect(arrived.map(({ to }) => to).toSorted()).toEqual([
      'O.Neil@parvis.test',
      'Vera@xn--bcher-kva.test',
      'vera@example.test',
    ])
    expect(arrived[0]).toMatchObject({ replyTo: 'office@xn--bcher-kva.test' })
  })

  it('arrives whole: sender, answers, subject, both bodies, headers, reference and signature', async () => {
    const settings = mailChannelsSettings({ MAILCHANNELS_DKIM_SELECTOR: 'parvis' })
    const letter = letterTo('vera@parvis.test', {
      from: { name: 'Parvis, “Town” <x@y.z>', address: 'invitations@town.example' },
      replyTo: 'office@town.example',
      reference: '17-abcdefghij',
      headers: { 'List-Unsubscribe': '<https://parvis.test/u/x>', 'Auto-Submitted': 'auto-generated' },
    })
    await createMailChannels(accountOf(settings), settings).send([letter])
    expect(await fakeLetters()).toEqual([
      expect.objectContaining({
        to: 'vera@parvis.test',
        from: { email: 'invitations@town.example', name: 'Parvis, “Town” <x@y.z>' },
        replyTo: 'office@town.example',
        subject: letter.subject,
        text: letter.text,
        html: letter.html,
        headers: letter.headers,
        campaignId: '17-abcdefghij',
        dkim: { domain: 'town.example', selector: 'parvis' },
      }),
    ])
  })

  it.each([
    ['failed', { outcome: 'failed', reason: 'refused', isPermanent: true }],
    ['bad_request', { outcome: 'failed', reason: 'refused', isPermanent: true }],
    ['too_large', { outcome: 'failed', reason: 'too_large', isPermanent: true }],
    ['forbidden', { outcome: 'failed', reason: 'forbidden', isPermanent: false }],
    ['quota', { outcome: 'failed', reason: 'quota', isPermanent: false }],
    ['too_many', { outcome: 'failed', reason: 'too_many', isPermanent: false, retryAfterMs: 120_000 }],
    ['error_text', { outcome: 'failed', reason: 'provider', isPermanent: false }],
    ['bad_gateway', { outcome: 'failed', reason: 'provider', isPermanent: false }],
    ['unavailable', { outcome: 'failed', reason: 'provider', isPermanent: false }],
    ['gateway_timeout', unknown],
    ['html', unknown],
    ['no_results', unknown],
    ['odd_results', unknown],
    ['broken_json', unknown],
    ['redirect', unknown],
    ['reset_before', unknown],
    ['not_found', { outcome: 'failed', reason: 'provider', isPermanent: false }],
    ['unauthorized', { outcome: 'failed', reason: 'forbidden', isPermanent: false }],
  ] as const)(
    'that meets %s is answered for, has not arrived, and is asked about once',
    async (mode, delivery) => {
      await fakeMode(mode)
      expect(await senderWith().send([letterTo('vera@parvis.test')])).toEqual([delivery])
      expect(await fakeCounts()).toMatchObject({ accepted: 0, requests: 1 })
    },
  )

  it('is sent when the answer takes its time', async () => {
    await fakeMode('slow_after')
    expect(await senderWith().send([letterTo('vera@parvis.test')])).toEqual([sent])
  })

  it.each(['reset_after', 'truncated_after'] as const)(
    'whose answer is lost (%s) may have been sent',
    async (mode) => {
      await fakeMode(mode)
      expect(await senderWith().send([letterTo('vera@parvis.test')])).toEqual([unknown])
      expect(await fakeCounts()).toMatchObject({ accepted: 1, requests: 1 })
    },
  )

  it.each([
    ['hang_before', 0],
    ['hang_after', 1],
    ['stall_after', 1],
  ] as const)('that is left hanging (%s) is given up when its time is over', async (mode, accepted) => {
    await fakeMode(mode)
    const begun = performance.now()
    expect(await senderWith(100).send([letterTo('vera@parvis.test')])).toEqual([unknown])
    expect(performance.now() - begun).toBeLessThan(5_000)
    expect(await fakeCounts()).toMatchObject({ accepted, requests: 1 })
  })

  it.each([402, 403, 429])(
    'is told that the plan is used up, with %i as with another status',
    async (status) => {
      await fakeMode('quota', { status })
      expect(await senderWith().send([letterTo('vera@parvis.test')])).toMatchObject([{ reason: 'quota' }])
    },
  )

  it.each([
    ['7', 60_000],
    ['600', 600_000],
    ['99999999', 24 * 60 * 60 * 1000],
    ['soon', 60_000],
    ['Wed, 21 Oct 2015 07:28:00 GMT', 60_000],
  ])('waits as long as Retry-After (%s) says, a minute at least', async (retryAfter, retryAfterMs) => {
    await fakeMode('too_many', { retryAfter })
    expect(await senderWith().send([letterTo('vera@parvis.test')])).toMatchObject([{ retryAfterMs }])
  })

  it('waits until the date that Retry-After names', async () => {
    await fakeMode('too_many', { retryAfter: new Date(Date.now() + 600_000).toUTCString() })
    const [delivery] = await senderWith().send([letterTo('vera@parvis.test')])
    const { retryAfterMs } = delivery as { retryAfterMs: number } // -- a letter that failed
    expect(retryAfterMs).toBeGreaterThan(590_000)
    expect(retryAfterMs).toBeLessThanOrEqual(600_000)
  })

  it.each(['vera', 'vera@parvis', '', 'vera@parvis.test, max@parvis.test'])(
    'to an address that the SDK leaves out (%s) is never counted as sent',
    async (to) => {
      expect(await senderWith().send([letterTo(to)])).toEqual([
        { outcome: 'failed', reason: 'refused', isPermanent: true },
      ])
      expect(await fakeCounts()).toMatchObject({ accepted: 0 })
    },
  )

  it('with a header that nobody may set is refused without being asked about', async () => {
    const letter = letterTo('vera@parvis.test', { headers: { Bcc: 'all@parvis.test' } })
    expect(await senderWith().send([letter])).toMatchObject([{ reason: 'refused', isPermanent: true }])
    expect(await fakeCounts()).toMatchObject({ requests: 0 })
  })

  it('that is refused leaves what the provider said in the log, without addresses', async () => {
    const logged = vi.spyOn(console, 'error').mockImplementation(() => {})
    await fakeMode('bad_request', { said: 'vera@parvis.test is no address' })
    await senderWith().send([letterTo('vera@parvis.test', { reference: '9-abcdefghij' })])
    const [line] = logged.mock.calls.map(([said]) => JSON.parse(String(said)))
    expect(line).toMatchObject({ reference: '9-abcdefghij', reason: 'refused', status: 400 })
    expect(line.said).toContain('…@… is no address')
    expect(JSON.stringify(line)).not.toContain('vera')
  })

  it('whose text the provider quotes leaves neither link nor code in the log', async () => {
    const logged = vi.spyOn(console, 'error').mockImplementation(() => {})
    const code = 'EXAMP1E7K3Q9F2M4T8WXYB6HD0A'
    const links = `https://parvis.test/i/${code}?lang=en http://parvis.test/u/abc.def_-9`
    await fakeMode('bad_request', { said: `bad "${links}", ${formatCode(code)} or ${code}` })
    await senderWith().send([letterTo('vera@parvis.test')])
    const line = String(logged.mock.calls[0])
    expect(line).toContain('bad')
    for (const secret of [code, formatCode(code), formatCode(code).slice(0, 9), 'abc.def'])
      expect(line).not.toContain(secret)
  })
})
