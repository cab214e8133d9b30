import { join } from 'node:path'
import { paths } from '#src/paths.ts'
import type { Page } from '#test/journeys/support/browser.ts'
import { workbook } from '#test/journeys/support/sheet.ts'

const folder = join(import.meta.dirname, '../../docs')
const message =
  'Dear neighbours,\nthe square in front of the school will be rebuilt. Come and decide with us.'
const people = workbook([
  ['email', 'first_name', 'last_name', 'language', 'groups', 'admin'],
  ['amelie.dubois@harbour.example', 'Amélie', 'Dubois', 'fr', 'Riverside', ''],
  ['ben.carter@harbour.example', 'Ben', 'Carter', 'en', 'Riverside', ''],
  ['chloe.petit@harbour.example', 'Chloé', 'Petit', 'fr', 'Riverside, Parents', ''],
  ['dev.patel@harbour.example', 'Dev', 'Patel', 'en', 'Parents', 'TRUE'],
  ['member@parvis.example', 'Noor', 'Peeters', 'en', 'Riverside', ''],
  ['emma.wilson@harbour', 'Emma', 'Wilson', 'en', 'Riverside', ''],
  ['farid.haddad@harbour.example', 'Farid', 'Haddad', 'fr', 'River Side', ''],
  ['ben.carter@harbour.example', 'Benjamin', 'Carter', 'en', '', ''],
  ['grace.oduya@harbour.example', 'Grace', 'Oduya', 'en', 'Parents', ''],
])

/** The pictures of the README: the review of a list, the home of an administrator, the invitations, and a batch. */
export async function takePages(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light' })
  await page.goto(paths.admin.home())
  await take(page, 'home')
  await page.goto(paths.admin.invitations({ state: 'open', language: 'nl' }))
  await page.waitForLoadState('networkidle')
  await take(page, 'list')
  await page.goto(paths.admin.invitations({ ends: 'soon' }))
  await page.goto(await batchOf(page))
  await take(page, 'batch')
  await review(page)
  await take(page, 'review')
}

async function take(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(folder, `${name}.png`) })
}

/** The batch of the latest invitation that ends soon: it is large, and much has come of it. */
async function batchOf(page: Page): Promise<string> {
  await page.goto(paths.admin.batches())
  const links = page
    .locator(`main a[href^="${paths.admin.batch('')}"]`)
    .filter({ hasText: /\.(xlsx|ods|csv|xls)/ })
  const files = await links.evaluateAll((found) => found.map((link) => link.getAttribute('href') ?? ''))
  const [, , , , , fallback = paths.admin.batches()] = files
  return files.at(-1) ?? fallback
}

async function review(page: Page): Promise<void> {
  await page.goto(`${paths.admin.newBatch('workbook')}&lang=en`)
  await page.locator('[name=file]').setInputFiles({ ...people, name: 'harbour-district.xlsx' })
  await page.locator('[name=message]').fill(message)
  await page.getByLabel('A new school square').check()
  await page.locator('form.new-batch button[type=submit]').click()
  await page.locator('[data-count=invite]').waitFor()
}
