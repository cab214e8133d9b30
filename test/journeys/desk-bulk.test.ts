import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Browser, openBrowser, type Page, visitor } from './support/browser.ts'
import { change, query } from './support/database.ts'
import { freshPlatform } from './support/fresh-platform.ts'
import { tabTo } from './support/keyboard.ts'
import { expectFine } from './support/look.ts'
import type { Platform } from './support/platform.ts'
import { workbook } from './support/sheet.ts'
import { counts, join, open, press, t, untilDone } from './support/steps.ts'
import { tellInOrder } from './support/story.ts'

/** More than one slice. */
const people = 520
const list = workbook([
  ['Courriel', 'Prénom', 'Nom'],
  ...Array.from({ length: people }, (_, index) => [`p${index}@ville.example`, 'Zoé', `Dupont-${index}`]),
])
const others = workbook([['Courriel'], ['autre@ville.example'], ['encore@ville.example']])
const dayMs = 24 * 60 * 60 * 1000

describe.each([
  { way: 'with scripts', isPlain: false, isPhone: false },
  { way: 'without JavaScript, on a phone', isPlain: true, isPhone: true },
])('an administrator tidies up, $way', { timeout: 300_000 }, ({ isPlain, isPhone }) => {
  tellInOrder()
  let platform: Platform
  let browser: Browser
  let admin: Page

  beforeAll(async () => {
    platform = freshPlatform()
    browser = await openBrowser()
    admin = await visitor(browser, platform.origin, { isPlain, isPhone })
    admin.setDefaultTimeout(60_000)
    await open(admin, platform.firstLink)
    await join(admin, { firstName: 'Anne', lastName: 'Martin', email: 'admin@parvis.example' })
  })

  afterAll(() => browser?.close())

  it('invites a list, and another one; the first expires', async () => {
    await upload(others)
    await confirm()
    await upload(list)
    await confirm()
    const [batch] = query(platform, 'select id from batches order by id desc limit 1')
    change(
      platform,
      `update invitations set expires_at = ${Date.now() - dayMs} where batch_id = ${batch?.id}`,
    )
  })

  it('chooses all expired ones of that batch, and is asked with their number and the filter in words', async () => {
    const [batch] = query(platform, 'select public_id from batches order by id desc limit 1')
    await open(admin, `/admin/invitations?state=expired&batch=${batch?.public_id}`)
    await admin.locator('[name=scope][value=all]').check()
    await admin.locator('button[name=kind][value=delete]').click()
    await admin.locator('[data-chosen]').waitFor()
    await expectFine(admin)
    expect(await admin.locator('[data-chosen]').getAttribute('data-chosen')).toBe(String(people))
    expect(await admin.locator('h1').innerText()).toBe(t('bulk.title.delete', { count: people }))
    expect(await admin.locator('.lead').innerText()).toContain(t('invitations.filter.state.expired'))
  })

  it('types the number wrong, then right, and they are gone; the others are still there', async () => {
    await admin.locator('[name=number]').fill('12')
    await admin.locator('main .button-danger').click()
    await admin.locator('.error-summary').waitFor()
    await expectFine(admin)
    await admin.locator('[name=number]').fill(String(people))
    await admin.locator('main .button-danger').click()
    await admin.locator('#bulk').waitFor()
    await untilDone(admin)
    await expectFine(admin)
    expect(await admin.locator('[data-result=done]').innerText()).toBe(String(people))
    const left = query(platform, "select address from invitations where source = 'batch' order by address")
    expect(left.map(({ address }) => address)).toEqual(['autre@ville.example', 'encore@ville.example'])
  })

  it('invites the same list again: nobody is already invited', async () => {
    await upload(list)
    expect(await counts(admin)).toMatchObject({ invite: people, renew: 0, skip: 0, unchanged: 0, problem: 0 })
    await confirm()
    const open = `select count(*) as n from invitations where source = 'batch' and expires_at > ${Date.now()}`
    expect(query(platform, open)).toEqual([{ n: people + 2 }])
  })

  it('sends one again by keyboard alone, from the list to the end', async () => {
    await open(admin, '/admin/invitations?q=autre')
    await tabTo(admin, 'main [name=id]')
    await admin.keyboard.press('Space')
    await tabTo(admin, 'button[name=kind][value=send_again]')
    await admin.keyboard.press('Enter')
    await admin.locator('[data-chosen="1"]').waitFor()
    expect(await admin.locator('.lead').innerText()).toBe(t('bulk.chosen.ticked', { count: 1 }))
    await tabTo(admin, 'main .button-primary')
    await admin.keyboard.press('Enter')
    await admin.locator('#bulk').waitFor()
    await untilDone(admin)
    expect(await admin.locator('[data-result=done]').innerText()).toBe('1')
    expect(await platform.mailsTo('autre@ville.example', 2)).toHaveLength(2)
  })

  it('extends the ticked ones for a number of days, and hears what is no number', async () => {
    await open(admin, '/admin/invitations?q=autre')
    await admin.locator('main [name=id]').check()
    const position = await admin.locator('.bulk-bar').evaluate((bar) => getComputedStyle(bar).position)
    expect(position).toBe(isPlain ? 'static' : 'sticky')
    await admin.locator('main [name=days]').fill('200')
    await admin.locator('button[name=kind][value=extend]').click()
    await admin.locator('[data-chosen="1"]').waitFor()
    await expectFine(admin)
    await press(admin, t('bulk.confirm.extend'))
    await untilDone(admin)
    const [row] = query(platform, "select expires_at from invitations where address = 'autre@ville.example'")
    expect(Number(row?.expires_at)).toBeGreaterThan(Date.now() + 199 * dayMs)
  })

  it.skipIf(isPlain)(
    'takes the list away in one form, and at once in another; a double click brings one file',
    async () => {
      await open(admin, '/admin/invitations/export')
      const files: string[] = []
      admin.on('download', (download) => files.push(download.suggestedFilename().split('.').at(-1) ?? ''))
      for (const format of ['xlsx', 'csv', 'xlsx']) {
        await admin.locator(`[name=format][value=${format}]`).check()
        const button = admin.getByRole('button', { name: t('exports.submit'), exact: true })
        await Promise.all([admin.waitForEvent('download'), button.dblclick()])
        await admin.locator('form:not([data-sent]) [name=format]').first().waitFor({ timeout: 5000 })
      }
      expect(files).toEqual(['xlsx', 'csv', 'xlsx'])
    },
  )

  it.runIf(isPlain)('goes back with a word where nothing was ticked', async () => {
    await open(admin, '/admin/invitations?q=encore')
    await admin.locator('button[name=kind][value=delete]').click()
    await admin.getByText(t('common.flash.bulk_nothing')).waitFor()
    expect(new URL(admin.url()).searchParams.get('q')).toBe('encore')
  })

  it.skipIf(isPlain)('is held back with a word where nothing was ticked, until something is', async () => {
    await open(admin, '/admin/invitations?q=encore')
    const [button, said] = [
      admin.locator('button[name=kind][value=delete]'),
      admin.locator('.bulk-bar [role=alert]'),
    ]
    await button.focus()
    await admin.keyboard.press('Enter')
    await admin.getByText(t('common.flash.bulk_nothing')).waitFor()
    await expectFine(admin)
    expect(await button.evaluate((element) => element === document.activeElement)).toBe(true)
    expect(new URL(admin.url()).pathname).toBe('/admin/invitations')
    for (const choice of ['main [data-tick-all]', 'main [name=scope][value=all]']) {
      await admin.locator(choice).check()
      expect(await said.innerText()).toBe('')
      await open(admin, '/admin/invitations?q=encore')
      await button.click()
      await said.getByText(t('common.flash.bulk_nothing')).waitFor()
    }
  })

  async function upload(file: ReturnType<typeof workbook>) {
    await open(admin, '/admin/batches/new?from=workbook')
    await admin.locator('[name=file]').setInputFiles(file)
    await press(admin, t('batches.new.submit'))
    await admin.locator('[data-count=invite]').waitFor()
  }

  async function confirm() {
    await admin.locator('#to-decide .button-primary').click()
    await admin.locator('#batch').waitFor()
    await untilDone(admin)
  }
})
