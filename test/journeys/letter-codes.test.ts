import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { formatCode } from '#src/domain/codes/code.ts'
import { wordsIn } from '#views/words/index.ts'
import { type Browser, openBrowser, type Page, type Visit, visitor } from './support/browser.ts'
import { dump, query } from './support/database.ts'
import { freshPlatform } from './support/fresh-platform.ts'
import { acceptance, arrive, invite, type Walker } from './support/http.ts'
import {
  carelessly,
  chooseCodes,
  confirmAll,
  expectQrCodes,
  giveAddress,
  makeCodes,
  mistyped,
  printCodes,
  signInForCode,
  typeCode,
} from './support/letter-codes.ts'
import { expectFineAtAnyWidth } from './support/look.ts'
import type { Paper } from './support/paper.ts'
import type { Platform } from './support/platform.ts'
import { join, linkIn, press, signIn, t } from './support/steps.ts'
import { tellInOrder } from './support/story.ts'

const message = 'Chers voisins,\nla place de l’Église sera refaite. Venez en décider avec nous.'
const count = 200
const dayMs = 24 * 60 * 60 * 1000
const crowd = Array.from({ length: 50 }, (_, person) => `p${person}@foule.example`)
const inEnglish = wordsIn('en').t

describe('a town writes to people whose addresses it does not know', { timeout: 180_000 }, () => {
  tellInOrder()
  let platform: Platform
  let browser: Browser
  let desk: Walker
  let admin: Page
  let batch = ''
  let codes: string[] = []
  let used = ''
  const taken = new Set<string>()

  beforeAll(async () => {
    platform = freshPlatform()
    browser = await openBrowser()
    desk = await arrive(platform, platform.firstLink)
    await desk.post('/admin/groups', { name: 'Quartier A', kind: 'manual' })
    await invite(platform, desk, 'max@exemple.be')
    await arrive(platform, linkIn((await platform.mailsTo('max@exemple.be'))[0]))
    admin = await visitor(browser, platform.origin)
    admin.setDefaultTimeout(60_000)
    await signIn(admin, 'admin@parvis.example')
  })

  afterAll(() => browser?.close())

  it('an administrator makes 200 codes for a neighbourhood, after a review', async () => {
    await chooseCodes(admin, '0', 'Quartier A', { days: '400' })
    await admin.locator('.error-summary').waitFor()
    await expectFineAtAnyWidth(admin)
    batch = await makeCodes(admin, count, 'Quartier A', { language: 'fr', days: '60', message })
    const [made] = query(
      platform,
      `select count(*) as n, min(expires_at) as ends, count(distinct code_tail) > 1 as findable
        from invitations where address is null and locale = 'fr' and batch_id = (select max(id) from batches)`,
    )
    expect(made).toMatchObject({ n: count, findable: 1 })
    expect(Math.round((Number(made?.ends) - Date.now()) / dayMs)).toBe(60)
  })

  it('prints them as letters: 200 pages, whose QR codes can be read', async () => {
    const printed = await printCodes(admin, batch, { layout: 'letters', paper: 'a4' })
    codes = printed.codes
    expect(new Set(codes).size).toBe(count)
    expectPaper(printed.paper, { pages: count, size: '595 × 842' })
    for (const page of [0, 1, 67, 133, count - 1]) {
      const code = codes[page] ?? ''
      await expectQrCodes(printed.paper, page, [linkOf(code)])
      for (const word of ['Parvis', formatCode(code), 'place de l’Église', new URL(platform.origin).host])
        expect(printed.paper.textOf(page)).toContain(word)
    }
    printed.paper.tearUp()
  })

  it('prints them as cards on American paper: eight a page, 25 pages', async () => {
    const printed = await printCodes(admin, batch, { layout: 'cards', paper: 'letter' })
    expect(printed.codes).toEqual(codes)
    expectPaper(printed.paper, { pages: count / 8, size: '612 × 792' })
    for (const page of [0, 24]) {
      const links = codes.slice(page * 8, page * 8 + 8).map(linkOf)
      await expectQrCodes(printed.paper, page, links, 'cards')
    }
    printed.paper.tearUp()
    expect(query(platform, `select 1 from events where action = 'codes_printed'`)).toHaveLength(2)
  })

  it('a phone without JavaScript follows a QR code to the page in the language of the letter', async () => {
    const neighbour = await person({ language: 'en', isPlain: true, isPhone: true })
    await neighbour.goto(linkOf(take()))
    await expectFineAtAnyWidth(neighbour)
    await neighbour.locator('main form button[type=submit]').first().click()
    await neighbour.locator('[name=email]').waitFor()
    expect(await neighbour.locator('html').getAttribute('lang')).toBe('fr')
    expect(await neighbour.locator('main').innerText()).toContain('place de l’Église')
    await expectFineAtAnyWidth(neighbour)
    await neighbour.context().close()
  })

  it('a neighbour types a code with a mistake, then right, and confirms an address', async () => {
    const zoe = await person({ language: 'en', isPlain: true, isPhone: true })
    used = take()
    await zoe.goto('/i')
    await expectFineAtAnyWidth(zoe)
    await typeCode(zoe, mistyped(used))
    const field = zoe.locator('[name=code]:focus')
    expect(await field.inputValue()).toBe(mistyped(used))
    expect(await field.getAttribute('aria-invalid')).toBe('true')
    expect(await field.getAttribute('aria-describedby')).toContain('code-error')
    expect(await zoe.locator('#code-error').innerText()).toBe(inEnglish('welcome.code.mistyped'))
    await expectFineAtAnyWidth(zoe)
    await typeCode(zoe, carelessly(used))
    expect(await zoe.locator('html').getAttribute('lang')).toBe('fr')
    await expectFineAtAnyWidth(zoe)
    await giveAddress(zoe, 'zoe@exemple.be')
    await expectFineAtAnyWidth(zoe)
    await zoe.goto(linkIn((await platform.mailsTo('zoe@exemple.be'))[0]))
    const [other] = await confirmAll(platform, used, ['noor@exemple.be'])
    await join(zoe, { firstName: 'Zoé', lastName: 'Roy', email: 'zoe@exemple.be' })
    expect(await other?.get('/invitation')).toMatchObject({
      status: 410,
      text: expect.stringContaining(t('welcome.states.used.code_title')),
    })
    await zoe.context().close()
  })

  it('she is in the group, and her code says kindly that it is used', async () => {
    expect(await membersOf('Quartier A')).toContain('zoe@exemple.be')
    const late = await person({ isPlain: true, isPhone: true })
    await late.goto('/i')
    await typeCode(late, used)
    expect(await late.locator('h1').innerText()).toBe(t('welcome.states.used.code_title'))
    expect(await late.locator('main').innerText()).not.toMatch(/zoe|Zoé/)
    await expectFineAtAnyWidth(late)
    await late.context().close()
  })

  it('who has an account signs in with the code at hand, and gains the group', async () => {
    const max = await person({ isPhone: true })
    await max.goto('/i')
    await typeCode(max, take())
    await max.locator('[name=email]').waitFor()
    await giveAddress(max, 'max@exemple.be')
    const mails = await platform.mailsTo('max@exemple.be', 2)
    expect(mails.map(({ kind }) => kind)).toContain('account_exists')
    await max.goto('/invitation')
    await signInForCode(max, 'max@exemple.be')
    await expectFineAtAnyWidth(max)
    await press(max, t('welcome.states.receivable.code_submit'))
    expect(await max.locator('main').innerText()).toContain('Quartier A')
    expect(await membersOf('Quartier A')).toContain('max@exemple.be')
    await max.context().close()
  })

  it('fifty complete with one code at once: one account more, 49 friendly refusals', async () => {
    const before = Number(query(platform, 'select count(*) as n from users')[0]?.n)
    const people = await confirmAll(platform, take(), crowd)
    const answers = await Promise.all(people.map((one) => one.post('/invitation', acceptance)))
    expect(answers.map(({ status }) => status).sort()).toEqual([303, ...Array(49).fill(410)])
    const refusals = answers.filter(({ status }) => status === 410)
    for (const { text } of refusals) expect(text).toContain(t('welcome.states.used.code_text'))
    expect(query(platform, 'select count(*) as n from users')).toMatchObject([{ n: before + 1 }])
    await admin.goto('/admin/users?q=foule.example')
    expect(await admin.locator('main [data-id]').count()).toBe(1)
  })

  it('a dump of the database contains no code', () => {
    const text = dump(platform).toUpperCase().replaceAll('-', '')
    expect(codes.filter((code) => text.includes(code))).toEqual([])
  })

  function person(visit: Visit): Promise<Page> {
    return visitor(browser, platform.origin, visit)
  }

  /** A code that nobody has used yet, with a zero in it that can be mistaken. */
  function take(): string {
    const code = codes.find((one) => one.includes('0') && !taken.has(one)) ?? ''
    taken.add(code)
    return code
  }

  function linkOf(code: string): string {
    return `${platform.origin}/i/${code}`
  }

  /** As the group's page shows them. */
  async function membersOf(group: string): Promise<string> {
    await admin.goto('/admin/groups')
    await admin.getByRole('link', { name: group }).first().click()
    await admin.waitForURL('**/admin/groups/*')
    return admin.locator('main').innerText()
  }
})

function expectPaper(paper: Paper, { pages, size }: { pages: number; size: string }) {
  expect(paper.pages).toBe(pages)
  for (const page of [0, pages - 1]) expect(paper.sizeOf(page)).toBe(size)
}
