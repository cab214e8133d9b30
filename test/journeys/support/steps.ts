import { expect } from 'vitest'
import { wordsIn } from '#views/words/index.ts'
import { isPlainPage, type Locator, type Page } from './browser.ts'
import { password } from './http.ts'
import { expectFine } from './look.ts'
import type { Mail } from './platform.ts'

/** What the pages say in French. */
export const { t } = wordsIn('fr')

export const platformName = 'Parvis'

export type Person = { firstName: string; lastName: string; email: string }

/** Presses a button as hurried people do: twice. Nothing may happen twice because of it. */
export async function press(page: Page, name: string) {
  await pressOn(page, name)
  await settled(page)
}

/** The same where the next page goes on asking the server, and is never idle. */
export async function pressOn(page: Page, name: string) {
  const button = page.getByRole('button', { name, exact: true }).first()
  await Promise.all([page.waitForEvent('domcontentloaded'), button.dblclick()])
}

/** Clicks what leads to another page, and waits for that page. */
export async function follow(page: Page, link: Locator) {
  await Promise.all([page.waitForEvent('domcontentloaded'), link.click()])
  await settled(page)
}

/** Waits until the page is there, with all that its scripts ask the server for as it opens. */
export async function settled(page: Page) {
  await page.waitForLoadState('load')
  if (!isPlainPage(page)) await page.waitForFunction(() => !document.querySelector('.htmx-request'))
}

/** Opens the page and looks at it. */
export async function open(page: Page, path: string) {
  await page.goto(path)
  await expectFine(page)
}

/**
 * Fills in the page that asks for a name and a password, and joins with two clicks. Scripts hold the second one back. Without
 * them a browser drops the answer to the first, and the second is told that the invitation is used: then it must lead on
 * to signing in.
 */
export async function join(page: Page, { firstName, lastName, email }: Person) {
  await expectFine(page)
  await page.locator('[name=first_name]').fill(firstName)
  await page.locator('[name=last_name]').fill(lastName)
  await page.locator('[name=password]').fill(password)
  await press(page, t('welcome.acceptance.submit', { platform: platformName }))
  const welcome = page.getByRole('heading', { name: firstName })
  const used = page.getByRole('heading', { name: t('welcome.states.used.title') })
  await welcome.or(used).first().waitFor()
  if (isPlainPage(page) && (await used.count()) > 0) {
    await expectFine(page)
    await follow(page, page.locator('main a').first())
    if (new URL(page.url()).pathname === '/sign-in') await signIn(page, email)
    await page
      .getByRole('button', { name: t('common.nav.sign_out') })
      .first()
      .waitFor()
  } else await welcome.waitFor()
  await expectFine(page)
}

export async function signIn(page: Page, email: string) {
  if (new URL(page.url()).pathname !== '/sign-in') await page.goto('/sign-in')
  await page.locator('[name=email]').fill(email)
  await page.locator('[name=password]').fill(password)
  await press(page, t('welcome.sign_in.submit'))
  await page.waitForURL((url) => url.pathname !== '/sign-in')
}

/** Makes a group or project in its list. */
export async function create(page: Page, noun: 'groups' | 'projects', name: string) {
  await open(page, `/admin/${noun}`)
  await page.locator('main [name=name]').fill(name)
  await press(page, t(`${noun}.list.create`))
  await page.getByText(name).first().waitFor()
  await expectFine(page)
}

/** The numbers of the review page, as people and scripts read them. */
export async function counts(page: Page): Promise<Record<string, number>> {
  const found = await page
    .locator('[data-count]')
    .evaluateAll((elements) =>
      elements.map((element) => [element.getAttribute('data-count'), Number(element.textContent)]),
    )
  return Object.fromEntries(found)
}

/** Waits until a confirmed batch is carried out; without scripts by asking again, as its page offers. */
export async function untilDone(page: Page) {
  await expect
    .poll(
      async () => {
        if (await page.locator('main [data-state=done]').count()) return 'done'
        await page.reload()
        return page.locator('main [data-state]').first().getAttribute('data-state')
      },
      { timeout: 120_000, interval: 500 },
    )
    .toBe('done')
}

export function linkIn(mail: { text: string } | undefined): string {
  const link = /https?:\/\/\S+\/i\/\S+/.exec(mail?.text ?? '')?.[0]
  if (!link) throw new Error(`No link in ${mail?.text}`)
  return link
}

/** The code as the letter shows it for pasting: in groups. */
export function codeIn(mail: Mail | undefined): string {
  const code = /\b([0-9A-Z]{4}-){6}[0-9A-Z]{3}\b/.exec(mail?.text ?? '')?.[0]
  if (!code) throw new Error(`No code in ${mail?.text}`)
  return code
}
