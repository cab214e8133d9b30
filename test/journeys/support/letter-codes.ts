import { expect } from 'vitest'
import type { Page } from './browser.ts'
import { type Walker, walker } from './http.ts'
import { expectFineAtAnyWidth } from './look.ts'
import { type Paper, print } from './paper.ts'
import type { Platform } from './platform.ts'
import { linkIn, open, signIn, untilDone } from './steps.ts'

/** Chooses how codes are made and printed, by the names of the fields. */
type Choices = Record<string, string>

/** Fills in the third way of inviting, and sends it. */
export async function chooseCodes(admin: Page, count: string, group: string, choices: Choices) {
  await open(admin, '/admin/batches/new?from=codes')
  await admin.getByLabel(group, { exact: true }).check()
  for (const [name, value] of Object.entries({ count, ...choices })) await choose(admin, name, value)
  await admin.locator('form.new-batch button[type=submit]').first().click()
}

/** Makes codes by the form, from the choice of ways through the review to the end; answers with the address of the batch. */
export async function makeCodes(admin: Page, count: number, group: string, choices: Choices) {
  await chooseCodes(admin, String(count), group, choices)
  await admin.locator('#to-decide').waitFor()
  expect(await admin.locator('main').innerText()).toContain(String(count))
  await expectFineAtAnyWidth(admin)
  await admin.locator('#to-decide .button-primary').click()
  await admin.locator('#batch').waitFor()
  await untilDone(admin)
  await expectFineAtAnyWidth(admin)
  return new URL(admin.url()).pathname
}

/** Prints codes of a batch; answers with the codes that its page shows, and with the paper. */
export async function printCodes(admin: Page, batch: string, choices: Choices) {
  await open(admin, `${batch}/paper`)
  for (const [name, value] of Object.entries(choices)) await choose(admin, name, value)
  await admin.locator('main form[action$="/paper"] button[type=submit]').first().click()
  await admin.locator('[data-letter]').first().waitFor()
  // Two hundred letters do not come at once.
  await admin.waitForLoadState()
  return { codes: await codesOn(admin), paper: await print(admin) }
}

/** Of every letter on the page, without dashes. */
export async function codesOn(page: Page): Promise<string[]> {
  const shown = await page.locator('[data-letter] [data-code]').allTextContents()
  return shown.map((text) => text.replaceAll(/[^0-9A-Z]/g, ''))
}

/** A phone reads exactly these links on a printed page. */
export async function expectQrCodes(paper: Paper, page: number, links: string[], layout = 'letters') {
  const grid = layout === 'cards' ? { columns: 2, rows: 4 } : { columns: 1, rows: 1 }
  expect(await paper.qrCodesOf(page, grid)).toEqual(links)
}

async function choose(page: Page, name: string, value: string) {
  const field = page.locator(`main [name=${name}]`)
  const kind = await field.first().evaluate((element) => element.getAttribute('type') ?? element.tagName)
  if (kind === 'radio') await page.locator(`main [name=${name}][value=${value}]`).check()
  else if (kind === 'SELECT') await field.selectOption(value)
  else await field.fill(value)
}

/** One wrong symbol, in the middle. */
export function mistyped(code: string): string {
  const [wrong = '0'] = [...'7K'].filter((symbol) => symbol !== code[6])
  return code.slice(0, 6) + wrong + code.slice(7)
}

/** In small letters and groups of three with blanks, with an O for a zero and an l for a one. */
export function carelessly(code: string): string {
  const typed = code.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l')
  return typed.match(/.{1,3}/g)?.join(' ') ?? typed
}

/** Types a code where a letter says that one types it. */
export async function typeCode(page: Page, typed: string) {
  await page.locator('[name=code]').fill(typed)
  await page.locator('.code-form button[type=submit]').click()
  await page.waitForLoadState()
}

/** Gives an address for the code whose page is open. */
export async function giveAddress(page: Page, address: string) {
  await page.locator('[name=email]').fill(address)
  await page.locator('main form:has([name=email]) button[type=submit]').first().click()
  await page.waitForURL('**/invitation/sent')
}

/** Many give an address for one code, and each opens the link of their own mail. */
export async function confirmAll(platform: Platform, code: string, addresses: string[]): Promise<Walker[]> {
  await Promise.all(addresses.map((email) => give(platform, code, email)))
  const links: string[] = []
  for (const address of addresses) links.push(linkIn((await platform.mailsTo(address))[0]))
  return Promise.all(links.map((link) => follow(platform, link)))
}

async function give(platform: Platform, code: string, email: string) {
  const person = walker(platform)
  await person.get(`/i/${code}`)
  expect(await person.post('/invitation', { email })).toMatchObject({ location: '/invitation/sent' })
}

async function follow(platform: Platform, link: string): Promise<Walker> {
  const person = walker(platform)
  await person.get(link)
  expect(await person.get('/invitation')).toMatchObject({ status: 200 })
  return person
}

/** Comes back to the code after signing in, as its page offers. */
export async function signInForCode(page: Page, email: string) {
  await page.locator('main a[href^="/sign-in"]').first().click()
  await page.waitForURL('**/sign-in?*')
  await signIn(page, email)
}
