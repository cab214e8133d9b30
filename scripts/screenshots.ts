// `npm run screenshots`: the pictures of the README, and all letters to look at, taken from the demo town.
import { openBrowser, type Page, visitor } from '#test/journeys/support/browser.ts'
import { takeLetters } from './screenshots/letters.ts'
import { startDemo } from './screenshots/start-demo.ts'
import { takePages } from './screenshots/take-pages.ts'

const demo = await startDemo()
const browser = await openBrowser()
try {
  const page = await visitor(browser, demo.origin, { language: 'en' })
  await signIn(page, demo.password)
  await takePages(page)
  console.log(`The letters: ${await takeLetters(page)}`)
} finally {
  await browser.close()
  await demo.stop()
}

async function signIn(page: Page, password: string) {
  await page.goto('/sign-in?lang=en')
  await page.locator('[name=email]').fill('admin@parvis.example')
  await page.locator('[name=password]').fill(password)
  await page.locator('main form button[type=submit]').first().click()
  await page.waitForURL('**/admin')
}
