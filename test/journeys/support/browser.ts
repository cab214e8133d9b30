import chromium from '@sparticuz/chromium'
import {
  type Browser,
  type BrowserContext,
  type Locator,
  type Page,
  chromium as playwright,
} from 'playwright-core'

export type { Browser, BrowserContext, Locator, Page }

/**
 * Made for servers, the package asks for one process (which ends with its first window) and for no web security. It would
 * also paint through an emulated graphics card, which costs as much as the pages themselves.
 */
const unwanted = [
  ...['--single-process', '--disable-web-security', '--allow-running-insecure-content'],
  ...['--in-process-gpu', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
]

/** The Chromium that comes with the project. */
export async function openBrowser(): Promise<Browser> {
  const args = [...chromium.args.filter((arg) => !unwanted.includes(arg)), '--disable-gpu']
  return playwright.launch({ args, executablePath: await chromium.executablePath() })
}

export type Visit = {
  language?: 'en' | 'fr'
  /** Without scripts, as some people browse. */
  isPlain?: boolean
  isPhone?: boolean
}

const phone = { width: 360, height: 740 }
const desk = { width: 1280, height: 900 }

/** A person with a browser of their own: no cookies shared with anyone. */
export async function visitor(browser: Browser, origin: string, visit: Visit = {}): Promise<Page> {
  const context = await browser.newContext({
    baseURL: origin,
    locale: visit.language ?? 'fr',
    javaScriptEnabled: !visit.isPlain,
    viewport: visit.isPhone ? phone : desk,
    isMobile: visit.isPhone ?? false,
    hasTouch: visit.isPhone ?? false,
    reducedMotion: 'reduce',
  })
  context.setDefaultTimeout(15_000)
  const page = await context.newPage()
  if (visit.isPlain) plainPages.add(page)
  return page
}

const plainPages = new WeakSet<Page>()

/** Whether scripts are off in this page. */
export function isPlainPage(page: Page): boolean {
  return plainPages.has(page)
}

/** The same page where scripts run, for tools that need them; a page that runs them is its own twin. */
export async function scriptedTwin(page: Page): Promise<Page> {
  if (!plainPages.has(page)) return page
  const body = await page.content()
  const context = await page
    .context()
    .browser()
    ?.newContext({ viewport: page.viewportSize(), reducedMotion: 'reduce' })
  if (!context) throw new Error('The page has no browser')
  // Nobody is signed in there: what its scripts asked for would lead away from the page.
  await context.route('**/*', (route) =>
    ['xhr', 'fetch'].includes(route.request().resourceType()) ? route.abort() : route.fallback(),
  )
  await context.route(page.url(), (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body }))
  const twin = await context.newPage()
  await twin.goto(page.url())
  return twin
}
