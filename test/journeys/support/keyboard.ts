import type { Page } from './browser.ts'

/** Goes on from where the focus is, as somebody without a mouse does. */
export async function tabTo(page: Page, selector: string) {
  for (let steps = 0; steps < 120; steps++) {
    await page.keyboard.press('Tab')
    if ((await page.locator(`${selector}:focus`).count()) > 0) return
  }
  throw new Error(`The keyboard does not reach ${selector}`)
}
