import { createExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import worker from '#src/index.ts'
import { createMailbox, readMailbox } from '#src/mail/mailbox.ts'
import { paths } from '#src/paths.ts'
import { get } from '#test/support/browse.ts'
import { settings } from '#test/support/cast.ts'
import { deliver, lettersTo } from '#test/support/mailbox.ts'
import { addInvitation, queueMailOf } from '#test/support/outbox.ts'

describe('where mail is really sent', () => {
  it.each([
    paths.mailbox(),
    paths.mailboxJson(),
    paths.mailboxLetter('8236000000000-1'),
    paths.mailboxLetterHtml('8236000000000-1'),
  ])('%s does not exist', async (path) => {
    const { MAILBOX: _, ...without } = env
    const answer = await worker.fetch(new Request(settings.origin + path), without, createExecutionContext())
    expect(answer.status).toBe(404)
  })

  it('no page leads to it', async () => {
    const { MAILBOX: _, ...without } = env
    const front = new Request(settings.origin + paths.home())
    const answer = await worker.fetch(front, without, createExecutionContext())
    expect(answer.status).toBe(200)
    expect(await answer.text()).not.toContain(paths.mailbox())
  })
})

describe('the mailbox', () => {
  it('says that it is empty', async () => {
    const answer = await get(paths.mailbox(), { headers: { 'Accept-Language': 'fr' } })
    expect(answer.status).toBe(200)
    expect(await answer.text()).toContain('Pas encore de courriels')
    expect(await (await get(paths.mailboxJson())).json()).toEqual([])
  })

  it('lists letters, newest first, and shows what they say without letting it run', async () => {
    const first = await addInvitation({ firstName: '<b>Vera</b>', locale: 'fr' })
    await deliver([await queueMailOf(first)])
    const [letter] = await lettersTo()
    const list = await (await get(paths.mailbox())).text()
    expect(list).toContain('vera@parvis.test')
    expect(list).toContain(`href="${paths.mailboxLetter(letter?.id ?? '')}"`)
    const page = await (await get(paths.mailboxLetter(letter?.id ?? ''))).text()
    expect(page).toContain('Bonjour &lt;b&gt;Vera&lt;/b&gt;')
    expect(page).not.toContain('<b>Vera')
    expect(page).toContain('auto-generated')
    expect(page).toContain(`src="${paths.mailboxLetterHtml(letter?.id ?? '')}"`)
  })

  it('shows the HTML under a policy of its own: styles yes, scripts and forms no', async () => {
    await deliver([await queueMailOf(await addInvitation())])
    const [letter] = await lettersTo()
    const answer = await get(paths.mailboxLetterHtml(letter?.id ?? ''))
    const policy = answer.headers.get('Content-Security-Policy')
    expect(answer.status).toBe(200)
    expect(policy).toContain("default-src 'none'; style-src 'unsafe-inline'")
    expect(policy).toContain('sandbox allow-popups')
    expect(policy).not.toContain('allow-scripts')
    expect(await answer.text()).toContain('<base target="_blank"/>')
    expect((await get(paths.mailbox())).headers.get('Content-Security-Policy')).toContain("style-src 'self'")
  })

  it('begins again where the place in the list is none', async () => {
    expect((await get(`${paths.mailbox()}?after=%00nonsense`)).status).toBe(200)
  })

  it.each(['nothing', '8236000000000-1', '8236000000000-1/html', 'x'.repeat(600)])(
    'does not know %s',
    async (id) => {
      expect((await get(`/mailbox/${id}`)).status).toBe(404)
    },
  )
})

describe('the mailbox as JSON', () => {
  it('gives each letter as the contract says', async () => {
    await deliver([await queueMailOf(await addInvitation({ locale: 'fr' }))])
    const answer = await get(paths.mailboxJson())
    expect(answer.headers.get('Content-Type')).toContain('application/json')
    expect(await answer.json()).toEqual([
      {
        id: expect.stringMatching(/^\d{10}$/),
        kind: 'invitation',
        to: 'vera@parvis.test',
        subject: 'Votre invitation sur Parvis',
        locale: 'fr',
        text: expect.stringContaining('http://localhost:8787/i/'),
        html: expect.stringMatching(/^<!doctype html><html lang="fr">/),
        headers: expect.objectContaining({
          From: 'Parvis <invitations@parvis.example>',
          To: 'vera@parvis.test',
          'Auto-Submitted': 'auto-generated',
        }),
        at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      },
    ])
  })

  describe('with more letters than one reading of KV brings', () => {
    const count = 130
    beforeEach(async () => {
      const letters = Array.from({ length: count }, (_, n) => letterNumber(n))
      await createMailbox(mailbox()).send(letters)
    })

    it('gives them all, newest first, and the pages lead through them', async () => {
      const found = (await (await get(paths.mailboxJson())).json()) as { subject: string }[]
      const expected = Array.from({ length: count }, (_, n) => `Letter ${count - 1 - n}`)
      expect(found.map(({ subject }) => subject)).toEqual(expected)
      expect((await readMailbox(mailbox(), 50)).map(({ subject }) => subject)).toEqual(expected)
      const first = await (await get(paths.mailbox())).text()
      const next = /rel="next" href="([^"]+)"/.exec(first)?.[1]?.replaceAll('&amp;', '&')
      const second = await (await get(next ?? '')).text()
      expect(first).toContain(`Letter ${count - 50}<`)
      expect(second).toContain(`Letter ${count - 51}<`)
    })
  })
})

function letterNumber(n: number) {
  return {
    mailId: n,
    reference: `${n}-tag`,
    kind: 'invitation' as const,
    replyTo: undefined,
    from: { name: 'Parvis', address: 'p@parvis.test' },
    to: `v${n}@parvis.test`,
    locale: 'en',
    subject: `Letter ${n}`,
    text: '',
    html: '',
    headers: {},
    at: 1_700_000_000_000 + n,
  }
}

function mailbox(): KVNamespace {
  if (!env.MAILBOX) throw new Error('The tests need a mailbox')
  return env.MAILBOX
}
