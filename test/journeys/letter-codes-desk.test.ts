import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { formatCode } from '#src/domain/codes/code.ts'
import { wrongPerClientFree } from '#src/domain/codes/limits.ts'
import { type Browser, openBrowser, type Page, visitor } from './support/browser.ts'
import { query } from './support/database.ts'
import { freshPlatform } from './support/fresh-platform.ts'
import { arrive, walker } from './support/http.ts'
import { tabTo } from './support/keyboard.ts'
import { codesOn, mistyped, printCodes, typeCode } from './support/letter-codes.ts'
import { expectFineAtAnyWidth } from './support/look.ts'
import type { Platform } from './support/platform.ts'
import { workbook } from './support/sheet.ts'
import { linkIn, settled, signIn, t, untilDone } from './support/steps.ts'
import { tellInOrder } from './support/story.ts'

const street = workbook([
  ['first_name', 'last_name', 'street', 'postcode', 'city'],
  ['Zoé', 'Roy', 'Chez Dupont\nRue Haute 7', '4020', 'Parville'],
  ['Max', 'Petit', 'Rue Haute 9', '4020', 'Parville'],
])
const dayMs = 24 * 60 * 60 * 1000

describe('whoever writes on paper keeps an eye on what becomes of it', { timeout: 180_000 }, () => {
  tellInOrder()
  let platform: Platform
  let browser: Browser
  let admin: Page
  let late: Page
  let batch = ''
  let codes: string[] = []

  beforeAll(async () => {
    platform = freshPlatform()
    browser = await openBrowser()
    const desk = await arrive(platform, platform.firstLink)
    await desk.post('/admin/groups', { name: 'Quartier A', kind: 'manual' })
    admin = await visitor(browser, platform.origin)
    await signIn(admin, 'admin@parvis.example')
    late = await visitor(browser, platform.origin, { isPlain: true, isPhone: true })
  })

  afterAll(() => browser?.close())

  it('codes are made by keyboard alone', async () => {
    await admin.goto('/admin/batches/new')
    await tabTo(admin, 'main a[href$="from=codes"]')
    await admin.keyboard.press('Enter')
    await admin.locator('[name=count]').waitFor()
    await tabTo(admin, 'main [name=count]')
    await admin.keyboard.press('ControlOrMeta+A')
    await admin.keyboard.type('12')
    await tabTo(admin, 'main [name=groups]')
    await admin.keyboard.press('Space')
    await tabTo(admin, 'form.new-batch .button-primary')
    await admin.keyboard.press('Enter')
    await admin.locator('#to-decide').waitFor()
    await tabTo(admin, '#to-decide .button-primary')
    await admin.keyboard.press('Enter')
    await admin.locator('#batch').waitFor()
    await untilDone(admin)
    batch = new URL(admin.url()).pathname
    const printed = await printCodes(admin, batch, { layout: 'letters', paper: 'a4', from: '3', to: '5' })
    expect(printed.paper.pages).toBe(3)
    await expectFineAtAnyWidth(admin)
    printed.paper.tearUp()
    const cards = await printCodes(admin, batch, { layout: 'cards', paper: 'a4' })
    expect([cards.paper.pages, cards.paper.sizeOf(1)]).toEqual([2, '595 × 842'])
    await expectFineAtAnyWidth(admin)
    cards.paper.tearUp()
    codes = cards.codes
    expect(codes.slice(2, 5)).toEqual(printed.codes)
  })

  it('everybody on a list of postal addresses gets a letter, with the address where the window is', async () => {
    await admin.goto('/admin/batches/new?from=codes')
    await admin.locator('[name=made][value=file]').check()
    await admin.locator('[name=file]').setInputFiles(street)
    await admin.locator('form.new-batch .button-primary').click()
    await admin.locator('#to-decide').waitFor()
    await expectFineAtAnyWidth(admin)
    await admin.locator('#to-decide .button-primary').click()
    await admin.locator('#batch').waitFor()
    await untilDone(admin)
    const path = new URL(admin.url()).pathname
    const { paper } = await printCodes(admin, path, { layout: 'letters', paper: 'a4', window: 'left' })
    expect(paper.pages).toBe(2)
    for (const line of ['Zoé Roy', 'Chez Dupont', 'Rue Haute 7', '4020 Parville'])
      expect(paper.textOf(0)).toContain(line)
    expect(paper.textOf(1)).not.toContain('Roy')
    paper.tearUp()
  })

  it('where scripts run, a code falls into groups as it is typed, and a mistake is called at once', async () => {
    const [code = ''] = codes
    const page = await visitor(browser, platform.origin, { language: 'en', isPhone: true })
    const asked: string[] = []
    await page.goto('/i')
    page.on('request', (request) => asked.push(request.url()))
    const field = page.locator('[name=code]')
    await page.locator('[name=code]:focus').waitFor()
    await page.keyboard.type(mistyped(code).toLowerCase())
    await page.locator('[name=code][aria-invalid=true]').waitFor()
    expect(await field.inputValue()).toBe(formatCode(mistyped(code)))
    await expectFineAtAnyWidth(page)
    expect(asked).toEqual([])
    await field.press('ControlOrMeta+A')
    await page.keyboard.type(code)
    expect(await field.inputValue()).toBe(formatCode(code))
    expect(await field.getAttribute('aria-invalid')).not.toBe('true')
    await page.keyboard.press('Enter')
    await page.locator('[name=email]').waitFor()
    await tabTo(page, '[name=email]')
    await page.keyboard.type('lou@exemple.be')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/invitation/sent')
    const [mail] = await platform.mailsTo('lou@exemple.be')
    await page.context().close()
    await arrive(platform, linkIn(mail))
  })

  it('a code is found by its last four symbols, and its letter printed once more', async () => {
    const code = codes[1] ?? ''
    await admin.goto('/admin/invitations')
    await admin.locator('#mail option', { hasText: '(' }).first().waitFor({ state: 'attached' })
    expect(await admin.locator('#mail').inputValue()).toBe('')
    await admin.locator('main [name=q]').fill(code.slice(-4).toLowerCase())
    await admin.locator('main [name=q]').press('Enter')
    await expect.poll(() => admin.locator('main [data-id]').count()).toBe(1)
    await settled(admin)
    await expectFineAtAnyWidth(admin)
    await admin.locator('main [data-id] a, main tbody a').first().click()
    await admin.waitForURL('**/admin/invitations/*')
    await expectFineAtAnyWidth(admin)
    await admin.locator('form[action$="/paper"] button').click()
    await admin.locator('[data-letter]').waitFor()
    expect(await codesOn(admin)).toEqual([code])
  })

  it('the batch tells how many are used; the others are listed, and extended together', async () => {
    await admin.goto(batch)
    await expectFineAtAnyWidth(admin)
    expect(await admin.locator('[data-funnel=used]').innerText()).toBe('1')
    await admin.locator('.code-acts a[href*="state=open"]').click()
    await admin.locator('main [name=scope][value=all]').check()
    await admin.locator('main [name=days]').fill('300')
    await admin.locator('button[name=kind][value=extend]').click()
    await confirm(11)
    const [row] = query(
      platform,
      `select min(expires_at) as ends from invitations join batches b on b.id = batch_id
        where accepted_at is null and b.public_id = ?`,
      batch.split('/').at(-1) ?? '',
    )
    expect(Number(row?.ends)).toBeGreaterThan(Date.now() + 299 * dayMs)
  })

  it('or revoked together: then they open nothing any more', async () => {
    await admin.goto(batch)
    await admin.locator('form:has([name=kind][value=delete]) button').click()
    await admin.locator('main [name=number]').fill('11')
    await confirm(11)
    await late.goto('/i')
    await typeCode(late, codes[2] ?? '')
    expect(await late.locator('#code-error').innerText()).toBe(t('welcome.code.unknown'))
    await expectFineAtAnyWidth(late)
  })

  it('whoever goes on trying has to wait, and is told for how long', async () => {
    const guesser = walker(platform)
    for (let tries = 1; tries < wrongPerClientFree; tries++)
      expect(await guesser.post('/invitation/code', { code: codes[3] ?? '' })).toMatchObject({ status: 404 })
    await guesser.post('/invitation/code', { code: codes[3] ?? '' })
    expect(await guesser.post('/invitation/code', { code: codes[3] ?? '' })).toMatchObject({ status: 429 })
    await late.goto('/i')
    await typeCode(late, codes[4] ?? '')
    expect(await late.locator('h1').innerText()).toBe(t('welcome.code.blocked_title'))
    await expectFineAtAnyWidth(late)
  })

  /** On the page that asks how many it may be. */
  async function confirm(count: number) {
    await admin.locator(`[data-chosen="${count}"]`).waitFor()
    await expectFineAtAnyWidth(admin)
    await admin.locator('main .button-danger, main .button-primary').first().click()
    await admin.locator('#bulk').waitFor()
    await untilDone(admin)
    expect(await admin.locator('[data-result=done]').innerText()).toBe(String(count))
  }
})
