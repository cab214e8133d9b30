import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { fakeCounts, resetFake } from '#test/support/fake-mail.ts'

const letter = {
  from: { email: 'invitations@parvis.test' },
  subject: 'You are invited',
  content: [{ type: 'text/plain', value: 'Hello.' }],
  personalizations: [{ to: [{ email: 'vera@parvis.test' }] }],
  campaign_id: '1-abcdefghij',
}

beforeEach(resetFake)

describe('The fake MailChannels', () => {
  it('takes a letter as the real one does', async () => {
    const answer = await send(letter)
    expect(answer.status).toBe(202)
    expect(await answer.json()).toMatchObject({ results: [{ index: 0, status: 'sent' }] })
    expect(await fakeCounts()).toMatchObject({ accepted: 1 })
  })

  it.each([
    ['no sender', { from: undefined }],
    ['an address that is none', { personalizations: [{ to: [{ email: 'vera' }] }] }],
    ['two recipients', { personalizations: [{ to: [{ email: 'a@b.test' }, { email: 'c@b.test' }] }] }],
    ['nobody to go to', { personalizations: [] }],
    ['no content', { content: [] }],
    ['an empty part', { content: [{ type: 'text/plain', value: '' }] }],
    ['a subject of two lines', { subject: 'Hello\r\nBcc: all@parvis.test' }],
    ['a header of two lines', { headers: { 'X-Note': 'one\r\nBcc: all@parvis.test' } }],
    ['a reserved header', { headers: { 'reply-to': 'x@y.test' } }],
    ['a header twice', { headers: { 'X-Note': '1', 'x-note': '2' } }],
    ['a campaign id with a space', { campaign_id: '1 2' }],
    ['a campaign id of 49 characters', { campaign_id: 'x'.repeat(49) }],
    ['a DKIM domain without selector', { dkim_domain: 'parvis.test' }],
    ['a field that the API does not have', { bcc: [{ email: 'all@parvis.test' }] }],
  ])('refuses a letter with %s', async (_, wrong) => {
    const answer = await send({ ...letter, ...wrong })
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ errors: [expect.any(String)] })
    expect(await fakeCounts()).toMatchObject({ accepted: 0 })
  })

  it('refuses more than 30 MB, what is no JSON, and strangers', async () => {
    const large = [{ type: 'text/plain', value: 'x'.repeat(30_000_001) }]
    expect((await send({ ...letter, content: large })).status).toBe(413)
    expect((await send('{')).status).toBe(400)
    expect((await send(letter, 'another-key')).status).toBe(403)
    expect(await fakeCounts()).toMatchObject({ accepted: 0 })
  })

  it('shows what it would send, and sends nothing, when it is asked for a dry run', async () => {
    expect((await send(letter, 'fake-key', '?dry-run=true')).status).toBe(200)
    expect(await fakeCounts()).toMatchObject({ accepted: 0 })
  })
})

function send(body: unknown, key = 'fake-key', query = '') {
  return fetch(`${env.FAKE_MAIL_URL}/tx/v1/send${query}`, {
    method: 'POST',
    headers: { 'X-Api-Key': key, 'Content-Type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
}
