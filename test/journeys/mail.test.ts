import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Browser, openBrowser, type Page, visitor } from './support/browser.ts'
import { expectFine } from './support/look.ts'
import { type OwnPlatform, startPlatform } from './support/platform.ts'
import { type Provider, startProvider } from './support/provider.ts'
import { join, linkIn, open, press, t, untilDone } from './support/steps.ts'
import { tellInOrder } from './support/story.ts'

describe('mail through a provider', { timeout: 180_000 }, () => {
  tellInOrder()
  let provider: Provider
  let platform: OwnPlatform
  let browser: Browser
  let admin: Page

  beforeAll(async () => {
    provider = await startProvider()
    ;[platform, browser] = await Promise.all([startPlatform(provider.environment), openBrowser()])
    admin = await visitor(browser, platform.origin)
    await open(admin, platform.firstLink)
    await join(admin, { firstName: 'Anne', lastName: 'Martin', email: 'admin@parvis.example' })
    await open(admin, '/admin/mail')
    await press(admin, t('mail.service.enrol'))
    await expectFine(admin)
    await press(admin, t('mail.service.check'))
    await admin.locator('[data-check=reports][data-verdict=passed]').waitFor()
    await expectFine(admin)
  })

  afterAll(async () => {
    await browser?.close()
    await platform?.stop()
    await provider?.stop()
  })

  it('a mail that comes back is shown, its address corrected, and the person arrives', async () => {
    await invite('faute@ville.example')
    const [first] = await provider.lettersTo('faute@ville.example')
    await provider.report({ event: 'hard-bounced', letter: first?.number ?? 0, reason: 'no such user' })
    await open(admin, '/admin/invitations?state=bounced')
    expect(await admin.locator('[data-mail=bounced]').count()).toBe(1)
    await admin.getByRole('link', { name: 'faute@ville.example' }).first().click()
    await admin.getByText(t('invitations.stops.bounced.title')).first().waitFor()
    await expectFine(admin)
    await open(admin, `${new URL(admin.url()).pathname}/address`)
    await admin.locator('[name=email]').fill('juste@ville.example')
    await press(admin, t('invitations.address.submit'))
    await admin.getByText('juste@ville.example').first().waitFor()
    await expectFine(admin)
    const [second] = await provider.lettersTo('juste@ville.example')
    const old = await visitor(browser, platform.origin, { isPhone: true })
    expect((await old.goto(linkIn(first)))?.status()).toBe(404)
    const invitee = await visitor(browser, platform.origin, { isPhone: true, isPlain: true })
    await open(invitee, linkIn(second))
    await join(invitee, { firstName: 'Juste', lastName: 'Petit', email: 'juste@ville.example' })
  })

  it('who says no is left alone, and the next list says so', async () => {
    await invite('non@ville.example')
    const [letter] = await provider.lettersTo('non@ville.example')
    const way = /<(https?:[^>]+)>/.exec(letter?.headers['List-Unsubscribe'] ?? '')?.[1] ?? ''
    expect(letter?.text).toContain(way)
    const person = await visitor(browser, platform.origin, { isPhone: true, isPlain: true })
    await open(person, way)
    await person.locator('[name=reason]').fill('Je déménage.')
    await press(person, t('welcome.refusal.submit'))
    await person.getByText(t('welcome.way_out.done_title')).first().waitFor()
    await expectFine(person)
    await open(admin, '/admin/invitations?state=refused')
    await admin.getByRole('link', { name: 'non@ville.example' }).first().click()
    await admin.getByText('Je déménage.').first().waitFor()
    await expectFine(admin)
    await draft('non@ville.example')
    expect(await admin.locator('[data-problem=suppressed]').count()).toBe(1)
    expect(await provider.lettersTo('non@ville.example')).toHaveLength(1)
  })

  it('a provider that refuses everything is said on every page; repaired, all mails leave, once', async () => {
    await provider.refuse()
    const people = Array.from({ length: 12 }, (_, index) => `habitant${index}@ville.example`)
    await invite(people.join(', '))
    await expect
      .poll(
        async () => {
          await admin.goto('/admin/groups')
          return admin.getByText(t('mail.banner.title')).count()
        },
        { timeout: 30_000, interval: 500 },
      )
      .toBeGreaterThan(0)
    await expectFine(admin)
    await open(admin, '/admin/mail')
    await provider.repair()
    await press(admin, t('mail.health.try'))
    await expectFine(admin)
    for (const address of people) await provider.lettersTo(address)
    await open(admin, '/admin/mail')
    expect(await admin.getByText(t('mail.banner.title')).count()).toBe(0)
    const letters = await provider.letters()
    expect(people.map((address) => letters.filter(({ to }) => to === address).length)).toEqual(
      people.map(() => 1),
    )
  })

  async function draft(addresses: string) {
    await open(admin, '/admin/batches/new?from=addresses')
    await admin.locator('[name=addresses]').fill(addresses)
    await press(admin, t('batches.new.submit'))
    await admin.locator('[data-count=invite]').waitFor()
    await expectFine(admin)
  }

  async function invite(addresses: string) {
    await draft(addresses)
    await press(admin, t('batches.review.decision.invite', { count: addresses.split(',').length }))
    await untilDone(admin)
    await expectFine(admin)
  }
})
