// `npm run screenshots`: the picture of the README, and all letters to look at, taken from the real product.
import { join } from 'node:path'
import { openBrowser, type Page, visitor } from '#test/journeys/support/browser.ts'
import { arrive, invite, password } from '#test/journeys/support/http.ts'
import { startPlatform } from '#test/journeys/support/platform.ts'
import { workbook } from '#test/journeys/support/sheet.ts'
import { takeLetters } from './screenshots/letters.ts'

const message =
  'Dear neighbours,\nthe square in front of the school will be rebuilt. Come and decide with us.'
const people = workbook([
  ['email', 'first_name', 'last_name', 'language', 'groups', 'admin'],
  ['amelie.dubois@example.org', 'Amélie', 'Dubois', 'fr', 'Harbour District', ''],
  ['ben.carter@example.org', 'Ben', 'Carter', 'en', 'Harbour District', ''],
  ['chloe.petit@example.org', 'Chloé', 'Petit', 'fr', 'Harbour District, School Council', ''],
  ['dev.patel@example.org', 'Dev', 'Patel', 'en', 'School Council', 'TRUE'],
  ['nora@example.org', 'Nora', 'Lind', 'en', 'Harbour District', ''],
  ['emma.wilson@example', 'Emma', 'Wilson', 'en', 'Harbour District', ''],
  ['farid.haddad@example.org', 'Farid', 'Haddad', 'fr', 'Harbor District', ''],
  ['ben.carter@example.org', 'Benjamin', 'Carter', 'en', '', ''],
  ['grace.oduya@example.org', 'Grace', 'Oduya', 'en', 'School Council', ''],
])

const platform = await startPlatform()
const browser = await openBrowser()
try {
  const admin = await arrive(platform, platform.firstLink, { first_name: 'Ada', last_name: 'Martin' }, 'en')
  for (const name of ['Harbour District', 'School Council'])
    await admin.post('/admin/groups', { name, kind: 'manual' })
  await admin.post('/admin/projects', { name: 'A new school square' })
  await invite(platform, admin, 'nora@example.org')
  const [mail] = await platform.mailsTo('nora@example.org')
  await arrive(platform, /https?:\S+\/i\/\S+/.exec(mail?.text ?? '')?.[0] ?? '')
  const page = await visitor(browser, platform.origin, { language: 'en' })
  await signIn(page)
  await review(page)
  await page.screenshot({ path: join(import.meta.dirname, '../docs/review.png') })
  console.log(`The letters: ${await takeLetters(page)}`)
} finally {
  await browser.close()
  await platform.stop()
}

async function signIn(page: Page) {
  await page.goto('/sign-in?lang=en')
  await page.locator('[name=email]').fill('admin@parvis.example')
  await page.locator('[name=password]').fill(password)
  await page.locator('main form button[type=submit]').first().click()
  await page.waitForURL('**/admin')
}

async function review(page: Page) {
  await page.goto('/admin/batches/new?from=workbook&lang=en')
  await page.locator('[name=file]').setInputFiles({ ...people, name: 'harbour-district.xlsx' })
  await page.locator('[name=message]').fill(message)
  await page.getByLabel('A new school square').check()
  await page.locator('form.new-batch button[type=submit]').click()
  await page.locator('[data-count=invite]').waitFor()
}
