import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { generateKeyPairSync, sign } from 'node:crypto'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { app } from '#src/app.tsx'
import { suppressions } from '#src/db/schema/index.ts'
import { mailReference } from '#src/domain/mails/mail-reference.ts'
import type { Env } from '#src/env.ts'
import { paths } from '#src/paths.ts'
import { get } from '#test/support/browse.ts'
import { db, keys, settings } from '#test/support/cast.ts'
import { fakeEvents, mailChannelsEnv, resetFake } from '#test/support/fake-mail.ts'
import { journal } from '#test/support/invitations.ts'
import { addInvitation, mailOf, queueMailOf } from '#test/support/outbox.ts'

const door = paths.webhook(keys.webhookPath)
const seconds = () => Math.floor(Date.now() / 1000)
const minutes = 60

beforeEach(resetFake)

describe('the door of the provider', () => {
  it('takes what it signed, answers with nothing, and notes that it spoke', async () => {
    const { mailId, campaignId } = await sendOne()
    const answer = await report([{ event: 'hard-bounced', campaignId, to: 'Vera@parvis.test' }])
    expect([answer.status, await answer.text()]).toEqual([200, ''])
    expect((await mailOf(mailId)).state).toBe('bounced')
    expect(await journal()).toEqual(['mail_bounced'])
    expect((await db.query.mailFlow.findFirst())?.eventAt).toBeGreaterThan(Date.now() - 10_000)
  })

  it.each([
    ['processed', 'sent'],
    ['delivered', 'delivered'],
    ['soft-bounced', 'deferred'],
    ['hard-bounced', 'bounced'],
    ['dropped', 'suppressed'],
    ['complained', 'complained'],
    ['unsubscribed', 'delivered'],
    ['open', 'queued'],
    ['click', 'queued'],
    ['test', 'queued'],
    ['toString', 'queued'],
  ])('reads %s as %s', async (event, state) => {
    const { mailId, campaignId } = await sendOne()
    expect((await report([{ event, campaignId }])).status).toBe(200)
    expect((await mailOf(mailId)).state).toBe(state)
  })

  it('takes the same report again without doing anything twice', async () => {
    const { mailId, campaignId } = await sendOne()
    const events = ['complained', 'delivered', 'hard-bounced'].map((event) => ({ event, campaignId }))
    const signed = await fakeEvents(events, { repeat: 3, shuffle: 1 })
    for (let time = 0; time < 3; time++) expect((await knock(signed)).status).toBe(200)
    expect((await mailOf(mailId)).state).toBe('complained')
    expect(await db.$count(suppressions)).toBe(1)
    expect((await journal()).toSorted()).toEqual(['mail_bounced', 'mail_complained'])
  })

  it('takes a thousand events at once, and no more', async () => {
    const { mailId, campaignId } = await sendOne()
    const events = Array.from({ length: 1000 }, () => ({ event: 'delivered', campaignId }))
    expect((await report([...events, { event: 'complained', campaignId }])).status).toBe(413)
    expect((await mailOf(mailId)).state).toBe('queued')
    expect((await report(events)).status).toBe(200)
    expect((await mailOf(mailId)).state).toBe('delivered')
  })

  it('takes more reports in a minute than a person may post forms', async () => {
    const signed = await fakeEvents([])
    const answers = await Promise.all(Array.from({ length: 310 }, () => knock(signed)))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
  })
})

describe('what changes nothing', () => {
  it('is what somebody else signed', async () => {
    await refusesWith(401, (events) => fakeEvents(events, { forged: true }))
  })

  it('is what was signed under a name that the provider does not know', async () => {
    const { privateKey } = generateKeyPairSync('ed25519')
    await refusesWith(401, async (events) => {
      const { body, headers } = await fakeEvents(events)
      const digest = headers['content-digest'] ?? ''
      const parameters = `("content-digest");created=${seconds()};alg="ed25519";keyid="made-up"`
      const text = Buffer.from(`"content-digest": ${digest}\n"@signature-params": ${parameters}`)
      const signature = `sig_1=:${sign(null, text, privateKey).toString('base64')}:`
      return { body, headers: { ...headers, 'signature-input': `sig_1=${parameters}`, signature } }
    })
  })

  it.each([
    ['stale', -6 * minutes],
    ['from the future', 6 * minutes],
  ])('is what is %s', async (_name, ago) => {
    await refusesWith(401, (events) => fakeEvents(events, { created: seconds() + ago }))
  })

  it('is not yet what is four minutes old, or ahead', async () => {
    for (const ago of [-4 * minutes, 4 * minutes])
      expect((await knock(await fakeEvents([], { created: seconds() + ago }))).status).toBe(200)
  })

  it('is what was changed on its way', async () => {
    await refusesWith(401, async (events) => {
      const { body, headers } = await fakeEvents(events)
      return { headers, body: body.replace('hard-bounced', 'complained') }
    })
  })

  it.each(['content-digest', 'signature', 'signature-input'])('is what comes without %s', async (name) => {
    await refusesWith(401, async (events) => {
      const { body, headers } = await fakeEvents(events)
      const { [name]: _left, ...rest } = headers
      return { body, headers: rest }
    })
  })

  it('is what is about another account', async () => {
    await refusesWith(200, (events) => fakeEvents(events, { customerHandle: 'another' }))
  })

  it('is what is about letters of other platforms, or about somebody else', async () => {
    const { mailId, campaignId } = await sendOne()
    const [number = ''] = campaignId.split('-')
    const events = [`${number}-abcdefghij`, number, 'newsletter', '', `${campaignId}x`].map((foreign) => ({
      event: 'hard-bounced',
      campaignId: foreign,
    }))
    const other = { event: 'hard-bounced', campaignId, to: 'other@parvis.test' }
    expect((await report([...events, other])).status).toBe(200)
    expect((await mailOf(mailId)).state).toBe('queued')
  })

  it.each(['event', 'customer_handle', 'campaign_id', 'timestamp', 'recipients'])(
    'is an event whose %s has another type or is nonsense',
    async (field) => {
      const { mailId, campaignId } = await sendOne()
      const good = JSON.parse((await fakeEvents([{ event: 'hard-bounced', campaignId }])).body)[0]
      const wrong = [null, true, 1.5, -1, 1e300, 'nonsense', '', [], [1], [null], {}, { length: 1 }]
      const odd = wrong.filter((value) => field !== 'recipients' || !Array.isArray(value) || value.length > 0)
      const body = JSON.stringify(odd.map((value) => ({ ...good, [field]: value })))
      expect((await knock(await signedAs(body))).status).toBe(200)
      expect((await mailOf(mailId)).state).toBe('queued')
    },
  )

  it.each(['', '{', '{}', 'null', '"x"', '[', '[1,'])('is a body that is no list: %s', async (body) => {
    const answer = await knock(await signedAs(body))
    expect([answer.status, await answer.text()]).toEqual([body === '' ? 401 : 400, ''])
  })

  it.each(['[]', '[null]', '[1,"x",[],{}]'])('is a list without events: %s', async (body) => {
    expect((await knock(await signedAs(body))).status).toBe(200)
    expect(await journal()).toEqual([])
  })

  it('is a body of more than two megabytes', async () => {
    const body = JSON.stringify(['x'.repeat(2 * 1024 * 1024)])
    const answer = await knock(await signedAs(body))
    expect([answer.status, await answer.text()]).toEqual([413, ''])
  })
})

describe('nobody else', () => {
  it.each(['nothing', '', `${keys.webhookPath}x`, keys.webhookPath.slice(1), keys.webhookPath.toUpperCase()])(
    'finds a door under another address: %s',
    async (secret) => {
      const signed = await fakeEvents([])
      expect((await knock(signed, paths.webhook(secret))).status).toBe(404)
      const large = { headers: signed.headers, body: 'x'.repeat(3 * 1024 * 1024) }
      expect((await knock(large, paths.webhook(secret))).status).toBe(404)
    },
  )

  it('finds one by opening it in a browser', async () => {
    expect((await get(door)).status).toBe(404)
  })

  it('finds one where mail is kept locally', async () => {
    const { MAIL_TRANSPORT } = mailChannelsEnv()
    expect(MAIL_TRANSPORT).toBe('mailchannels')
    const answer = await knock(await fakeEvents([]), door, mailChannelsEnv({ MAIL_TRANSPORT: 'mailbox' }))
    expect(answer.status).toBe(404)
  })

  it('learns its address from our log when something breaks', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {})
    const broken = mailChannelsEnv({ DB: new Proxy(mailChannelsEnv().DB, { get: breakBatch }) })
    const { campaignId } = await sendOne()
    const answer = await knock(await fakeEvents([{ event: 'delivered', campaignId }]), door, broken)
    expect(answer.status).toBe(500)
    const logged = log.mock.calls.flat().join()
    log.mockRestore()
    expect(logged).toContain('POST /webhooks/mailchannels/…')
    expect(logged).not.toContain(keys.webhookPath)
    expect(logged).not.toContain('vera@')
  })
})

function breakBatch(target: D1Database, name: string | symbol): unknown {
  if (name === 'batch') return () => Promise.reject(new Error('The database is away'))
  return Reflect.get(target, name).bind(target)
}

type Signed = { headers: Record<string, string>; body: string }

async function refusesWith(
  status: number,
  order: (events: { event: string; campaignId: string }[]) => Promise<Signed>,
) {
  const { mailId, campaignId } = await sendOne()
  const answer = await knock(await order([{ event: 'hard-bounced', campaignId }]))
  expect([answer.status, await answer.text()]).toEqual([status, ''])
  expect((await mailOf(mailId)).state).toBe('queued')
  expect([await db.$count(suppressions), await journal()]).toEqual([0, []])
}

/** Anything at all, as the provider would sign it. */
function signedAs(body: string): Promise<Signed> {
  return fakeEvents([], { body })
}

async function report(events: Parameters<typeof fakeEvents>[0]): Promise<Response> {
  return knock(await fakeEvents(events))
}

async function knock(
  { headers, body }: Signed,
  path = door,
  env: Env = mailChannelsEnv(),
): Promise<Response> {
  const context = createExecutionContext()
  const request = new Request(settings.origin + path, { method: 'POST', headers, body })
  const answer = await app.fetch(request, env, context)
  await waitOnExecutionContext(context)
  return answer
}

async function sendOne() {
  const mailId = await queueMailOf(await addInvitation())
  return { mailId, campaignId: mailReference(keys, mailId) }
}
