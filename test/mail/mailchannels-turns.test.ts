import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createMailChannels } from '#src/mail/mailchannels.ts'
import { transportFor } from '#src/mail/transport.ts'
import {
  fakeCounts,
  fakeDomain,
  fakeLetters,
  fakeMode,
  fakeTimes,
  keepOnlyCounts,
  mailChannelsEnv,
  mailChannelsSettings,
  repairFake,
  resetFake,
} from '#test/support/fake-mail.ts'
import { accountOf, lettersTo, letterTo, senderWith } from '#test/support/mailchannels.ts'

const sent = { outcome: 'sent', providerId: expect.stringMatching(/^<.+>$/) }
const held = { outcome: 'held' }

beforeEach(async () => {
  await resetFake()
  // What the provider refuses is written to the log; each test would print it.
  vi.spyOn(console, 'error').mockImplementation(() => {})
})

describe('Several letters', () => {
  it('are answered for in their order, whatever order the answers come in', async () => {
    await fakeMode('bad_request', { matching: 'person3@' })
    await fakeMode('reset_after', { matching: 'person7@' })
    const deliveries = await senderWith().send(lettersTo(20))
    expect(deliveries.map(({ outcome }) => outcome)).toEqual(
      Array.from({ length: 20 }, (_, index) => (index === 3 ? 'failed' : index === 7 ? 'unknown' : 'sent')),
    )
  })

  it('go at most six at once, each in a request of its own', async () => {
    await fakeMode('slow_after')
    await senderWith().send(lettersTo(50))
    expect(await fakeCounts()).toMatchObject({ requests: 50, distinct: 50, mostAtOnce: 6 })
  })

  it.each(['forbidden', 'quota'] as const)(
    'stop at once where the provider answers %s: the others are held',
    async (mode) => {
      await fakeMode(mode)
      const deliveries = await senderWith().send(lettersTo(20))
      const { requests } = await fakeCounts()
      expect(requests).toBeLessThanOrEqual(6)
      expect(deliveries.filter(({ outcome }) => outcome === 'held')).toHaveLength(20 - requests)
      expect(deliveries.at(-1)).toEqual(held)
    },
  )

  it('stop after five failures in a row that may pass', async () => {
    await fakeMode('error_text')
    const deliveries = await senderWith().send(lettersTo(20))
    const { requests } = await fakeCounts()
    // Those under way when the fifth fails come to their end.
    expect(requests).toBeGreaterThanOrEqual(5)
    expect(requests).toBeLessThanOrEqual(10)
    expect(deliveries.filter(({ outcome }) => outcome === 'held')).toHaveLength(20 - requests)
  })

  it('go on when failures are not in a row, or are the fault of single letters', async () => {
    await fakeMode('bad_gateway', { times: 4 })
    await fakeMode('bad_request', { skip: 6, times: 6 })
    const deliveries = await senderWith().send(lettersTo(30))
    expect(deliveries.filter(({ outcome }) => outcome === 'held')).toEqual([])
    expect(await fakeCounts()).toMatchObject({ requests: 30, accepted: 20 })
  })

  it('are none when there are none', async () => {
    expect(await senderWith().send([])).toEqual([])
  })

  it('of a large list each arrive once', async () => {
    await keepOnlyCounts()
    const deliveries = await senderWith().send(lettersTo(300))
    expect(deliveries.every(({ outcome }) => outcome === 'sent')).toBe(true)
    expect(await fakeCounts()).toMatchObject({ accepted: 300, distinct: 300, most: 1 })
    expect(Object.keys(await fakeTimes())).toHaveLength(300)
    expect(await fakeLetters()).toEqual([])
  })
})

describe('Asking whether letters would be taken', () => {
  it('says yes when the provider answers and the domain is ours', async () => {
    expect(await senderWith().probe()).toBe(true)
    expect(await fakeCounts()).toMatchObject({ requests: 0 })
  })

  it('says no when the domain is locked to others, and yes after the repair', async () => {
    await fakeDomain({ lockdown: 'failed' })
    expect(await senderWith().probe()).toBe(false)
    expect(await senderWith().send([letterTo('vera@parvis.test')])).toMatchObject([{ reason: 'forbidden' }])
    await fakeDomain({ lockdown: 'passed' })
    expect(await senderWith().probe()).toBe(true)
  })

  it('does not mind a missing DKIM key: letters leave without it', async () => {
    await fakeDomain({ dkim: 'failed' })
    expect(await senderWith().probe()).toBe(true)
  })

  it.each(['forbidden', 'error_text', 'html', 'reset_before', 'hang_before', 'too_many'] as const)(
    'says no when it is answered %s, and yes after the repair',
    async (mode) => {
      await fakeMode(mode, { on: 'any' })
      expect(await senderWith(100).probe()).toBe(false)
      await repairFake()
      expect(await senderWith().probe()).toBe(true)
    },
  )

  it('says no with a key that the provider does not know', async () => {
    const settings = mailChannelsSettings({ MAILCHANNELS_KEY: 'another-key' })
    expect(await createMailChannels(accountOf(settings), settings).probe()).toBe(false)
  })
})

describe('The transport of a platform', () => {
  it('is the one it is set to', async () => {
    const env = mailChannelsEnv()
    expect(await transportFor(env, mailChannelsSettings()).send([letterTo('vera@parvis.test')])).toEqual([
      sent,
    ])
  })

  it('fails loudly where its account or its mailbox is missing', () => {
    const { MAILCHANNELS_KEY: _, ...keyless } = mailChannelsEnv()
    expect(() => mailChannelsSettings({ MAILCHANNELS_KEY: '' })).toThrow()
    expect(() => transportFor(keyless, { ...mailChannelsSettings(), mailChannels: undefined })).toThrow(
      /account/,
    )
    const { MAILBOX: __, ...withoutMailbox } = mailChannelsEnv()
    expect(() =>
      transportFor(withoutMailbox, { ...mailChannelsSettings(), mailTransport: 'mailbox' }),
    ).toThrow(/MAILBOX/)
  })
})
