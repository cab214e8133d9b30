import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Browser, openBrowser, type Page, visitor } from './support/browser.ts'
import { query } from './support/database.ts'
import { freshPlatform } from './support/fresh-platform.ts'
import { expectFine } from './support/look.ts'
import type { Platform } from './support/platform.ts'
import { codeIn, follow, join, linkIn, open, press, settled, signIn, t, untilDone } from './support/steps.ts'
import { tellInOrder } from './support/story.ts'

describe('somebody calls support: "I never got the mail"', { timeout: 180_000 }, () => {
  tellInOrder()
  let platform: Platform
  let browser: Browser
  let admin: Page
  let support: Page
  let found = ''
  let spoken = ''

  beforeAll(async () => {
    platform = freshPlatform()
    browser = await openBrowser()
  })

  afterAll(() => browser?.close())

  it('an administrator invites a street, and gives somebody the support role', async () => {
    admin = await visitor(browser, platform.origin)
    await open(admin, platform.firstLink)
    await join(admin, { firstName: 'Anne', lastName: 'Martin', email: 'admin@parvis.example' })
    await invite('Sam Dubois <sam@parvis.example>, Zoë Lefèvre <zoe@ville.example>, vera@ville.example')
    await invite('chef@ville.example', true)
    support = await visitor(browser, platform.origin)
    await open(support, linkIn((await platform.mailsTo('sam@parvis.example'))[0]))
    await join(support, { firstName: 'Sam', lastName: 'Dubois', email: 'sam@parvis.example' })
    await giveSupportRole('sam@parvis.example')
  })

  it('support finds the person by half a name, and by a code pasted from an old mail', async () => {
    await open(support, '/admin/invitations?q=lefe')
    expect(await support.locator('[data-id][data-state]').count()).toBe(1)
    found = (await support.locator('[data-id][data-state]').first().getAttribute('data-id')) ?? ''
    const [letter] = await platform.mailsTo('zoe@ville.example')
    await support.goto('/admin/invitations')
    await support.locator('main [name=q]').fill(codeIn(letter))
    await support.locator('main [name=q]').press('Enter')
    await support.waitForURL(`**/admin/invitations/${found}`)
    await settled(support)
    await open(support, `/admin/invitations/${found}`)
    await support.getByRole('heading', { name: 'zoe@ville.example' }).waitFor()
  })

  it('support shows the code, which is spelt for the phone and may be copied', async () => {
    await press(support, t('invitations.invitation.reveal'))
    await expectFine(support)
    spoken = (await support.locator('.spoken-code').textContent()) ?? ''
    expect(spoken).toBe(codeIn((await platform.mailsTo('zoe@ville.example'))[0]))
    expect(await support.locator('.spelling li').count()).toBe(7)
    await support.getByRole('button', { name: t('invitations.code.copy_code') }).click()
    await expect
      .poll(() => support.locator('[data-copy-status]').textContent())
      .toMatch(new RegExp(`${t('invitations.code.copied_code')}|${t('invitations.code.uncopied')}`))
  })

  it('the person types what they heard, in lower case and with an O for a zero, and is in', async () => {
    const heard = spoken.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l').replaceAll('-', ' ')
    const person = await visitor(browser, platform.origin, { isPhone: true })
    await open(person, '/i')
    await person.locator('[name=code]').fill(heard)
    await person.locator('main form button[type=submit]').first().click()
    await person.waitForURL((url) => url.pathname === '/invitation')
    await join(person, { firstName: 'Zoë', lastName: 'Lefèvre', email: 'zoe@ville.example' })
    await open(support, `/admin/invitations/${found}`)
    for (const action of ['invitation_accepted', 'invitation_opened', 'code_revealed', 'invited'])
      await support.locator(`[data-action=${action}]`).first().waitFor()
    await expectFine(support)
  })

  it('support cannot see the code of an administrator’s invitation, and the attempt is in the journal', async () => {
    await support.goto('/admin/invitations?q=chef')
    const id = (await support.locator('[data-id][data-state]').first().getAttribute('data-id')) ?? ''
    await open(support, `/admin/invitations/${id}`)
    expect(await support.locator('form[action$="/code"]').count()).toBe(0)
    const answer = await support.request.post(`/admin/invitations/${id}/code`, {
      form: {},
      headers: { Origin: platform.origin, 'Sec-Fetch-Site': 'same-origin' },
    })
    expect(answer.status()).toBe(403)
    expect(query(platform, `select action, subject_id from events where action = 'code_refused'`)).toEqual([
      { action: 'code_refused', subject_id: id },
    ])
    await admin.goto(`/admin/invitations/${id}`)
    await admin.locator('[data-action=code_refused]').waitFor()
    await expectFine(admin)
  })

  it('support changes the language in the middle of a search, and their session ends: both lead back to it', async () => {
    await open(support, '/admin/invitations')
    await support.locator('#q').fill('ville')
    await support.waitForURL('**/admin/invitations?q=ville')
    for (const language of ['nl', 'fr']) {
      await support.locator(`button[name=locale][value=${language}]`).click()
      await support.locator(`html[lang=${language}]`).waitFor()
      expect(new URL(support.url()).search).toBe('?q=ville')
    }
    await settled(support)
    await support.context().clearCookies()
    await support.locator('#q').fill('ville zoe')
    await support.getByText(t('common.flash.session_ended')).waitFor()
    await expectFine(support)
    await signIn(support, 'sam@parvis.example')
    expect(new URL(support.url()).pathname + new URL(support.url()).search).toBe('/admin/invitations?q=ville')
  })

  async function invite(addresses: string, asAdmin = false) {
    await open(admin, '/admin/batches/new?from=addresses')
    await admin.locator('[name=addresses]').fill(addresses)
    if (asAdmin) await admin.locator('main [name=admin]').check()
    await press(admin, t('batches.new.submit'))
    await admin.locator('[data-count=invite]').waitFor()
    const confirmation = admin.locator('form[action$="/confirmation"]')
    if (asAdmin) await confirmation.locator('[name=admin]').check()
    await confirmation.locator('button[type=submit]').first().click()
    await untilDone(admin)
  }

  /** On the person's page; with the password again where it asks for it. */
  async function giveSupportRole(address: string) {
    await admin.goto(`/admin/users?q=${encodeURIComponent(address)}`)
    await follow(admin, admin.locator('main [data-id] a, main tbody a').first())
    const form = admin.locator('form[action$="/role"]')
    await form.locator('[name=role][value=support]').check()
    await follow(admin, form.locator('button[type=submit]').first())
    expect(query(platform, `select role from users where email = '${address}'`)).toEqual([
      { role: 'support' },
    ])
  }
})
