import { beforeEach, describe, expect, it } from 'vitest'
import { mailFlow, mails } from '#src/db/schema/index.ts'
import { mailReference } from '#src/domain/mails/mail-reference.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { paths } from '#src/paths.ts'
import { textOn } from '#test/support/batch-pages.ts'
import { tableOf } from '#test/support/batches.ts'
import { get, post } from '#test/support/browse.ts'
import { addUser, cast, db, keys } from '#test/support/cast.ts'
import { fakeDomain, fakeLetters, fakeMode, resetFake } from '#test/support/fake-mail.ts'
import { journal } from '#test/support/invitations.ts'
import { askSending, closeMail, setFlow } from '#test/support/mail-flow.ts'
import { deliverWaiting } from '#test/support/mailbox.ts'
import { addInvitation, mailOf, queueMailOf } from '#test/support/outbox.ts'
import { linkTo } from '#test/support/panel.ts'

let ada: Actor
let sam: Actor
beforeEach(async () => {
  await resetFake()
  ada = await addUser(cast.ada)
  sam = await addUser(cast.sam)
})

const show = async (as = ada) => (await get(paths.admin.mail(), { as })).text()
const healthOn = (html: string) => /data-health="(\w+)"/.exec(html)?.[1]
const checksOn = (html: string) =>
  Object.fromEntries(
    [...html.matchAll(/data-check="(\w+)" data-verdict="(\w+)"/g)].map(([, name, verdict]) => [
      name,
      verdict,
    ]),
  )

describe('mail health', () => {
  it('says that mail leaves while nothing holds it and the clock works', async () => {
    await setFlow()
    const html = await show()
    expect(healthOn(html)).toBe('fine')
    expect(textOn(html)).toContain('nothing leaves the house')
    expect(html).not.toContain('data-banner')
  })

  it.each(['forbidden', 'quota', 'failing'] as const)(
    'says why it is held and what to do: %s',
    async (reason) => {
      await closeMail(reason)
      const html = await show()
      expect(healthOn(html)).toBe('attention')
      expect(html).toContain(`data-reason="${reason}"`)
      expect(textOn(html)).toContain('every mail waits and leaves once')
      expect(html).toContain(`action="${paths.admin.mailResumption()}"`)
    },
  )

  it('notices a clock that has stopped, or has never worked', async () => {
    expect(textOn(await show())).toContain('The clock has not worked yet')
    await setFlow({ tickedAt: Date.now() - 3 * 60_000 })
    expect(textOn(await show())).toContain('The clock has stopped')
    await setFlow({ tickedAt: Date.now() - 2 * 60_000 })
    expect(healthOn(await show())).toBe('fine')
  })

  it('counts what waits and what failed, by index', async () => {
    await addFailed(2)
    await queueMailOf(await addInvitation({ address: 'waits@parvis.test' }))
    const html = await show()
    expect(html).toMatch(/data-mails="waiting">1</)
    expect(html).toMatch(/data-mails="failed">2</)
  })

  it('shows support what it shows administrators, without their buttons, and changes nothing by that', async () => {
    await closeMail('forbidden')
    await addFailed(1)
    const before = JSON.stringify([await tableOf('mails'), await tableOf('mail_flow')])
    const html = await show(sam)
    expect(healthOn(html)).toBe('attention')
    expect(html).toContain('data-problem="refused"')
    expect(html).not.toMatch(/action="\/admin\/mail/)
    expect(html).not.toContain(keys.webhookPath)
    expect(JSON.stringify([await tableOf('mails'), await tableOf('mail_flow')])).toBe(before)
  })
})

describe('the banner', () => {
  it('stands on every page of the panel while mail is held, for staff', async () => {
    await closeMail('quota')
    for (const path of [paths.admin.home(), paths.admin.invitations(), paths.admin.settings()]) {
      const html = await (await get(path, { as: ada })).text()
      expect(html, path).toMatch(/data-banner="mail" data-reason="quota" role="status"/)
      expect(html, path).toContain(`href="${paths.admin.mail()}">`)
    }
    const html = await (await get(paths.admin.invitations(), { as: sam })).text()
    expect(html).toContain('data-banner="mail"')
    await setFlow()
    expect(await (await get(paths.admin.home(), { as: ada })).text()).not.toContain('data-banner')
  })

  it.each([
    ['fr', 'Aucun courriel ne part.'],
    ['nl', 'Er vertrekken geen e-mails.'],
    ['de', 'Es gehen keine E-Mails hinaus.'],
    ['es', 'No sale ningún correo.'],
  ])('speaks %s', async (locale, said) => {
    await closeMail('failing')
    const as = await addUser({ ...cast.ada, email: `ada.${locale}@parvis.test`, locale })
    expect(await (await get(paths.admin.home(), { as })).text()).toContain(said)
  })

  it('stands on no public page', async () => {
    await closeMail('failing')
    expect(await (await get(paths.signIn())).text()).not.toContain('data-banner')
  })
})

describe('trying now', () => {
  it('opens mail where the service works again, and what waited leaves', async () => {
    await queueMailOf(await addInvitation(), 'invitation', Date.now() - 3 * 60_000)
    await closeMail('forbidden')
    const answer = await post(paths.admin.mailResumption(), {}, { as: ada })
    expect([answer.status, answer.headers.get('Location')]).toEqual([303, paths.admin.mail()])
    expect(await db.select().from(mailFlow)).toMatchObject([{ closedAt: null, reason: null }])
    expect(await journal()).toEqual(['mail_opened'])
    expect(await deliverWaiting()).toHaveLength(1)
  })

  it('leaves it held where it does not, and says so', async () => {
    await fakeDomain({ lockdown: 'failed' })
    await closeMail('forbidden')
    const answer = await askSending(paths.admin.mailResumption(), ada, {})
    expect(answer.status).toBe(303)
    expect(answer.headers.get('Set-Cookie')).toContain('mail_closed')
    expect(await db.select().from(mailFlow)).toMatchObject([{ reason: 'forbidden' }])
    await fakeDomain({ lockdown: 'passed' })
    await askSending(paths.admin.mailResumption(), ada, {})
    expect(await db.select().from(mailFlow)).toMatchObject([{ reason: null }])
    expect(await fakeLetters()).toEqual([])
  })
})

describe('mails that failed', () => {
  it('stand with their reason, and are tried again one by one, once', async () => {
    const [first = 0, second = 0] = await addFailed(2)
    const html = await show()
    expect(textOn(html)).toContain('The mail service refused this mail')
    const action = paths.admin.mailRetry(mailReference(keys, first))
    expect(html).toContain(`action="${action}"`)
    const answers = await Promise.all([1, 2].map(() => post(action, {}, { as: ada })))
    expect(answers.map(({ status }) => status)).toEqual([303, 303])
    expect((await mailOf(second)).state).toBe('failed')
    expect(await journal()).toEqual(['mail_retried'])
    expect(['queued', 'sending', 'sent']).toContain((await mailOf(first)).state)
  })

  it('are all tried again', async () => {
    await addFailed(3)
    const answer = await post(paths.admin.mailRetries(), {}, { as: ada })
    expect(answer.headers.get('Set-Cookie')).toContain('mails_retried.3')
    expect((await db.select().from(mails)).filter(({ state }) => state === 'failed')).toEqual([])
  })

  it('that nobody wants any more stay as they are', async () => {
    const [id = 0] = await addFailed(1)
    await db.run(`update invitations set expires_at = 1`)
    const answer = await post(paths.admin.mailRetry(mailReference(keys, id)), {}, { as: ada })
    expect(answer.headers.get('Set-Cookie')).toContain('mail_unwanted')
    expect((await mailOf(id)).state).toBe('failed')
  })

  it('are shown page by page', async () => {
    await addFailed(26)
    const first = await show()
    expect(first.match(/<tr data-id/g)).toHaveLength(25)
    const second = await (await get(linkTo(first, 'next'), { as: ada })).text()
    expect(second.match(/<tr data-id/g)).toHaveLength(1)
  })

  it('are found under no other name', async () => {
    const [id = 0] = await addFailed(1)
    for (const reference of ['nothing', `${id}-aaaaaaaaaa`, String(id)])
      expect((await post(paths.admin.mailRetry(reference), {}, { as: ada })).status).toBe(404)
    expect((await mailOf(id)).state).toBe('failed')
  })
})

describe('the mail service', () => {
  it('says of a domain in order that everything passed, and advises DMARC', async () => {
    const given = { MAILCHANNELS_DKIM_SELECTOR: 'parvis' }
    const html = await (await askSending(paths.admin.mailCheck(), ada, {}, given)).text()
    expect(checksOn(html)).toEqual({
      ...{ lockdown: 'passed', spf: 'passed', dkim: 'passed', sender: 'passed', reports: 'failed' },
    })
    expect([...html.matchAll(/data-record="(\w+)"/g)].map(([, kind]) => kind)).toEqual(['dmarc'])
  })

  it('says what is missing, with the record to add', async () => {
    await fakeDomain({ spf: 'failed', lockdown: 'failed' })
    const html = await (await askSending(paths.admin.mailCheck(), ada, {})).text()
    expect(checksOn(html)).toMatchObject({ lockdown: 'failed', spf: 'failed', sender: 'passed' })
    expect(html).toContain('_mailchannels.parvis.example TXT')
    expect(html).toContain('v=mc1 auth=fakeaccount')
    expect(html).toContain('include:relay.mailchannels.net')
  })

  it('that refuses the key or does not answer is told as it is', async () => {
    const wrong = { MAILCHANNELS_KEY: 'another' }
    const refused = await (await askSending(paths.admin.mailCheck(), ada, {}, wrong)).text()
    expect(refused).toContain('data-problem="forbidden"')
    expect(refused).toContain('v=mc1 auth=fakeaccount')
    await fakeMode('unavailable', { on: 'any' })
    const broken = await (await askSending(paths.admin.mailCheck(), ada, {})).text()
    expect(broken).toContain('data-problem="provider"')
  })

  it('learns where to report, and the address is told to nobody', async () => {
    const answer = await askSending(paths.admin.mailWebhook(), ada, {})
    expect(answer.status).toBe(303)
    expect(answer.headers.get('Set-Cookie')).toContain('webhook_enrolled')
    const check = await askSending(paths.admin.mailCheck(), ada, {})
    const html = await check.text()
    expect(checksOn(html)).toMatchObject({ reports: 'passed' })
    for (const said of [html, JSON.stringify([...answer.headers])])
      expect(said).not.toContain(keys.webhookPath)
  })

  it('of the local mailbox is nobody', async () => {
    const answer = await post(paths.admin.mailCheck(), {}, { as: ada })
    expect([answer.status, textOn(await answer.text())]).toEqual([
      200,
      expect.stringContaining('there is nothing to check'),
    ])
    const enrolled = await post(paths.admin.mailWebhook(), {}, { as: ada })
    expect(enrolled.headers.get('Set-Cookie')).toContain('webhook_off')
  })

  it('is asked by a button only: the address of the answer leads back', async () => {
    const answer = await get(paths.admin.mailCheck(), { as: ada })
    expect([answer.status, answer.headers.get('Location')]).toEqual([303, paths.admin.mail()])
  })
})

/** Mails that the provider refused, as the outbox keeps them; answers with their ids. */
async function addFailed(count: number): Promise<number[]> {
  const ids: number[] = []
  for (let number = 1; number <= count; number++) {
    const address = `vera${number}@parvis.test`
    const id = await queueMailOf(await addInvitation({ address, emailKey: address }))
    await db.run(`update mails set state = 'failed', last_error = 'refused', attempts = 1 where id = ${id}`)
    ids.push(id)
  }
  return ids
}
