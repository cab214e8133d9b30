import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Browser, openBrowser, type Page, visitor } from './support/browser.ts'
import { change, query } from './support/database.ts'
import { freshPlatform } from './support/fresh-platform.ts'
import { arrive, invite, password, type Walker } from './support/http.ts'
import { expectFine } from './support/look.ts'
import {
  inviteThree,
  lookAtHeldBatch,
  lookAtLetters,
  lookAtMailHealth,
  lookAtStoppedPeople,
  lookAtTheWayOut,
} from './support/mail-pages.ts'
import type { Platform } from './support/platform.ts'
import { workbook } from './support/sheet.ts'
import { follow, linkIn, open, press, signIn, t } from './support/steps.ts'

/** Pages and states that the story of the neighbourhood does not pass, on a phone and on a desk, in light and dark. */
describe.each([{ isPhone: true }, { isPhone: false }])(
  'every other page, on a phone: $isPhone',
  ({ isPhone }) => {
    let platform: Platform
    let browser: Browser
    let admin: Walker

    beforeAll(async () => {
      platform = freshPlatform()
      browser = await openBrowser()
      admin = await arrive(platform, platform.firstLink)
      await invite(platform, admin, 'lou@exemple.be, max@exemple.be')
      const [mail] = await platform.mailsTo('max@exemple.be')
      await arrive(platform, linkIn(mail))
    })

    afterAll(() => browser?.close())

    const person = () => visitor(browser, platform.origin, { isPhone })

    it('welcomes visitors, and says what is wrong with what they type', async () => {
      const page = await person()
      for (const path of ['/', '/i', '/sign-in', '/register', '/password/forgotten', '/nowhere'])
        await open(page, path)
      await page.goto('/sign-in')
      await page.locator('[name=email]').fill('max@exemple.be')
      await page.locator('[name=password]').fill('not the password')
      await press(page, t('welcome.sign_in.submit'))
      await expectFine(page)
      await page.goto('/i')
      await page.locator('[name=code]').fill('7K3Q')
      await press(page, t('welcome.code.submit'))
      await expectFine(page)
      await page.goto('/register')
      await page.locator('[name=email]').fill('nobody@exemple.be')
      await follow(page, page.locator('main form button[type=submit]').first())
      await expectFine(page)
      await page.context().close()
    })

    it('has a page for every state of an invitation', async () => {
      const page = await person()
      const [lou] = await platform.mailsTo('lou@exemple.be')
      const [max] = await platform.mailsTo('max@exemple.be')
      await open(page, linkIn(lou))
      await page.locator('[name=password]').fill('short')
      await press(page, t('welcome.acceptance.submit', { platform: 'Parvis' }))
      await expectFine(page)
      await open(page, linkIn(max))
      expect(await page.locator('h1').innerText()).toBe(t('welcome.states.used.title'))
      await open(page, '/i/00000000000000000000000000A')
      change(platform, `update invitations set expires_at = 1 where email_key = 'lou@exemple.be'`)
      await open(page, linkIn(lou))
      expect(await page.locator('h1').innerText()).toBe(t('welcome.states.expired.title'))
      await press(page, t('welcome.states.expired.submit'))
      await expectFine(page)
      await signIn(page, 'max@exemple.be')
      const [again] = await platform.mailsTo('lou@exemple.be', 2)
      await open(page, linkIn(again))
      expect(await page.locator('h1').innerText()).toBe(t('welcome.states.other.title'))
      await open(page, '/admin/users')
      expect(await page.locator('h1').innerText()).toBe(t('common.errors.forbidden.title'))
      await page.context().close()
    })

    it('sets a forgotten password by mail', async () => {
      const page = await person()
      await page.goto('/password/forgotten')
      await page.locator('[name=email]').fill('max@exemple.be')
      await follow(page, page.locator('main form button[type=submit]').first())
      await expectFine(page)
      const [mail] = (await platform.mailsTo('max@exemple.be', 2)).filter(
        ({ kind }) => kind === 'password_reset',
      )
      await open(page, /https?:\/\/\S+\/password\/reset\/\S+/.exec(mail?.text ?? '')?.[0] ?? '')
      await page.locator('[name=password]').fill(password)
      await page.locator('main form button[type=submit]').first().click()
      await page.waitForURL('**/sign-in')
      await expectFine(page)
      await page.context().close()
    })

    it('shows the panel, its lists and its things', async () => {
      const page = await person()
      await signIn(page, 'admin@parvis.example')
      await admin.post('/admin/groups', { name: 'Quartier A', kind: 'manual' })
      await admin.post('/admin/projects', { name: 'Budget' })
      for (const path of [
        '/admin',
        '/admin/users?q=personne',
        '/admin/invitations?state=accepted',
        '/admin/batches/new',
        '/admin/mail',
        '/admin/settings',
      ])
        await open(page, path)
      for (const noun of ['users', 'groups', 'projects', 'invitations', 'batches']) {
        await open(page, `/admin/${noun}`)
        await page.locator('main table a').first().click()
        await page.waitForURL(`**/admin/${noun}/*`)
        await expectFine(page)
      }
      await page.goto('/admin/batches/new?from=addresses')
      await press(page, t('batches.new.submit'))
      await expectFine(page)
      await page.context().close()
    })

    it('counts who meets conditions, and knows how many are in a smart group', async () => {
      const page = await visitor(browser, platform.origin, { isPhone, isPlain: !isPhone })
      await signIn(page, 'admin@parvis.example')
      await page.goto('/admin/groups')
      await page.locator('main [name=name]').fill('Membres')
      await page.locator('main [name=kind]').selectOption('smart')
      await press(page, t('groups.list.create'))
      await page.locator('[name=roles][value=member]').check()
      const button = page.getByRole('button', { name: t('groups.conditions.count_them'), exact: true })
      if (isPhone) await Promise.all([page.waitForResponse('**/conditions/count'), button.click()])
      else await press(page, t('groups.conditions.count_them'))
      await page.getByText(t('groups.conditions.count', { count: 1 })).waitFor()
      await expectFine(page)
      await press(page, t('groups.conditions.save'))
      await page.getByText(t('groups.group.lead', { count: 1 })).waitFor()
      expect(query(platform, `select kind, member_count from groups where name = 'Membres'`)).toEqual([
        { kind: 'smart', member_count: 1 },
      ])
      const [smart] = query(platform, `select public_id from groups where name = 'Membres'`)
      for (const path of ['/admin/groups', `/admin/groups/${smart?.public_id}/deletion`])
        await open(page, path)
      await page.getByText(t('groups.group.counted')).waitFor()
      await page.context().close()
    })

    it('asks which column is what', async () => {
      const page = await person()
      await signIn(page, 'admin@parvis.example')
      await open(page, '/admin/batches/new?from=workbook')
      const people = [
        ['Qui', 'Prénom', 'Où'],
        ['Petit', 'Zoé', 'zoe@exemple.be'],
      ]
      await page.locator('[name=file]').setInputFiles(workbook(people))
      await press(page, t('batches.new.submit'))
      expect(await page.locator('h1').innerText()).toBe(t('batches.mapping.title'))
      await expectFine(page)
      await press(page, t('batches.new.submit'))
      await page.locator('.error-summary').waitFor()
      await expectFine(page)
      await page.getByLabel(t('batches.mapping.meaning_of', { letter: 'C' })).selectOption('email')
      await press(page, t('batches.new.submit'))
      await page.locator('[data-count=invite]').waitFor()
      await page.context().close()
    })

    it('says what became of mails, and lets people out', { timeout: 180_000 }, async () => {
      const told = { platform, admin }
      const batch = await inviteThree(told)
      const invitee = await visitor(browser, platform.origin, { isPhone, isPlain: isPhone })
      await lookAtTheWayOut(invitee, told)
      await invitee.context().close()
      const page = await visitor(browser, platform.origin, { isPhone, isPlain: !isPhone })
      await signIn(page, 'admin@parvis.example')
      await lookAtStoppedPeople(page, told)
      await lookAtMailHealth(page, told)
      await lookAtLetters(page, told)
      await lookAtHeldBatch(page, told, batch)
      await page.context().close()
    })

    it('helps by showing a code', async () => {
      const page = await person()
      await signIn(page, 'admin@parvis.example')
      const [lou] = query(platform, `select public_id from invitations where email_key = 'lou@exemple.be'`)
      await open(page, `/admin/invitations/${lou?.public_id}`)
      await press(page, t('invitations.invitation.reveal'))
      await expectFine(page)
      await open(page, '/mailbox')
      await follow(page, page.locator('main a[href^="/mailbox/"]').first())
      await expectFine(page)
      await page.context().close()
    })

    it('lets somebody join with the keyboard alone', async () => {
      const page = await person()
      const [lou] = await platform.mailsTo('lou@exemple.be')
      await page.goto(linkIn(lou))
      for (const [field, text] of [
        ['first_name', 'Lou'],
        ['last_name', 'Petit'],
        ['password', password],
      ] as const) {
        await tabTo(page, field)
        await page.keyboard.press('ControlOrMeta+A')
        await page.keyboard.type(text)
      }
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { name: 'Lou' }).waitFor()
      expect(query(platform, `select first_name from users where email = 'lou@exemple.be'`)).toEqual([
        { first_name: 'Lou' },
      ])
      await page.context().close()
    })
  },
)

/** Presses Tab until the field has the focus, as far as a person would. */
async function tabTo(page: Page, name: string) {
  for (let times = 0; times < 25; times++) {
    const focused = await page.evaluate(() => document.activeElement?.getAttribute('name'))
    if (focused === name) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab does not reach ${name}`)
}
