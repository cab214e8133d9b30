import axe from 'axe-core'
import { expect } from 'vitest'
import { type Page, scriptedTwin } from './browser.ts'

declare global {
  interface Window {
    axe: typeof axe
  }
}

/** Looks at the page as axe does, in light and in dark; and nothing may stick out sideways. */
export async function expectFine(page: Page) {
  const seen = await scriptedTwin(page)
  for (const colorScheme of ['light', 'dark'] as const) {
    await seen.emulateMedia({ colorScheme })
    expect({ at: page.url(), colorScheme, found: await findings(seen) }).toMatchObject({ found: [] })
  }
  await seen.emulateMedia({ colorScheme: 'light' })
  const overhang = await seen.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    return Math.max(0, scrollWidth - clientWidth)
  })
  expect({ at: page.url(), overhang }).toMatchObject({ overhang: 0 })
  if (seen !== page) await seen.context().close()
}

async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate(() => window.axe.run())
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`),
  )
}
