import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { AxeResults, RunOptions } from 'axe-core'
import { expect } from 'vitest'
import { type Page, scriptedTwin } from './browser.ts'

declare global {
  interface Window {
    axe: { run: (options: RunOptions) => Promise<AxeResults> }
  }
}

const axe = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')

/** In light everything; in dark what depends on colours. */
const looks = [
  { colorScheme: 'light', rules: { resultTypes: ['violations'] } },
  {
    colorScheme: 'dark',
    rules: { resultTypes: ['violations'], runOnly: ['color-contrast', 'link-in-text-block'] },
  },
] as const satisfies { colorScheme: string; rules: RunOptions }[]

/** Looks at the page as axe does, in light and in dark; nothing may stick out sideways, and errors follow their fields. */
export async function expectFine(page: Page) {
  const seen = await scriptedTwin(page)
  await seen.evaluate(axe)
  for (const { colorScheme, rules } of looks) {
    await seen.emulateMedia({ colorScheme })
    expect({ at: page.url(), colorScheme, found: await findings(seen, rules) }).toMatchObject({ found: [] })
  }
  await seen.emulateMedia({ colorScheme: 'light' })
  expect({ at: page.url(), overhang: await overhang(seen) }).toMatchObject({ overhang: 0 })
  expect({ at: page.url(), outOfOrder: await errorsOutOfOrder(seen) }).toMatchObject({ outOfOrder: [] })
  if (seen !== page) await seen.context().close()
}

/** A phone, and a desk at 400 %. */
const narrow = [360, 320]

/** The same, and nothing sticks out where a page is narrow. */
export async function expectFineAtAnyWidth(page: Page) {
  await expectFine(page)
  const before = page.viewportSize()
  for (const width of narrow) {
    await page.setViewportSize({ width, height: 740 })
    expect({ at: page.url(), width, overhang: await overhang(page) }).toMatchObject({ overhang: 0 })
  }
  if (before) await page.setViewportSize(before)
}

async function findings(page: Page, rules: RunOptions): Promise<string[]> {
  const { violations } = await page.evaluate((options) => window.axe.run(options), rules)
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`),
  )
}

/** By how many pixels the page sticks out sideways. */
function overhang(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    return Math.max(0, scrollWidth - clientWidth)
  })
}

/** Links of the summary of errors whose field is missing, or comes before that of the link above. */
function errorsOutOfOrder(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const links = [...document.querySelectorAll<HTMLAnchorElement>('.error-summary li a')]
    const fields = links.map(({ hash }) => document.getElementById(hash.slice(1)))
    const isWrong = (field: HTMLElement | null | undefined, above: HTMLElement | null | undefined) =>
      !field || (above && !(above.compareDocumentPosition(field) & Node.DOCUMENT_POSITION_FOLLOWING))
    return links.flatMap(({ hash }, n) => (isWrong(fields[n], fields[n - 1]) ? [hash] : []))
  })
}
