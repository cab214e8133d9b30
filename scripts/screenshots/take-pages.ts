import { join } from 'node:path'
import { paths } from '#src/paths.ts'
import type { Page } from '#test/journeys/support/browser.ts'
import { workbook } from '#test/journeys/support/sheet.ts'
import { wordsIn } from '#views/words/index.ts'

const { t } = wordsIn('en')
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

/** The pictures of the README: the review of a list, the home of an administrator, the invitations, a batch, and a letter with a code. */
export async function takePages(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light' })
  await page.goto(paths.admin.home())
  await take(page, 'home')
  await page.goto(paths.admin.invitations({ state: 'open', language: 'nl' }))
  await page.waitForLoadState('networkidle')
  await take(page, 'list')
  await page.goto(paths.admin.batch(await largestBatch(page)))
  await take(page, 'batch')
  await takeLetter(page)
  await review(page)
  await take(page, 'review')
}

async function take(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(folder, `${name}.png`) })
}

/** Of the batches that the list shows, the largest one that fits: much has come of it. */
async function largestBatch(page: Page, words = ''): Promise<string> {
  await page.goto(paths.admin.batches({ state: 'done' }))
  const rows = await page.locator('main tr[data-id]').filter({ hasText: words }).all()
  const found = await Promise.all(
    rows.map(async (row) => ({
      id: (await row.getAttribute('data-id')) ?? '',
      people: Number((await row.locator('td').last().innerText()).replaceAll(/\D/g, '')),
    })),
  )
  const [largest] = found.toSorted((a, b) => b.people - a.people)
  if (!largest) throw new Error(`The town has no batch with "${words}"`)
  return largest.id
}

/** One letter as it leaves the printer. */
async function takeLetter(page: Page): Promise<void> {
  await page.goto(paths.admin.batchPaper(await largestBatch(page, t('batches.list.options.codes'))))
  await page.locator('main [name=to]').fill('1')
  await page.locator('main form[action$="/paper"] button[type=submit]').first().click()
  await page.emulateMedia({ media: 'print' })
  await page
    .locator('[data-letter]')
    .first()
    .screenshot({ path: join(folder, 'letter.png') })
  await page.emulateMedia({ media: 'screen' })
}

async function review(page: Page): Promise<void> {
  await page.goto(`${paths.admin.newBatch('workbook')}&lang=en`)
  await page.locator('[name=file]').setInputFiles({ ...people, name: 'harbour-district.xlsx' })
  await page.locator('[name=message]').fill(message)
  await page.getByLabel('A new school square').check()
  await page.locator('form.new-batch button[type=submit]').click()
  await page.locator('[data-count=invite]').waitFor()
}
