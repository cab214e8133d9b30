import { html } from 'hono/html'
import type { Child } from 'hono/jsx'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { type View, ViewContext } from '#views/view.ts'
import type { AppContext } from './context.ts'
import { takeFlash } from './flash.ts'

/** A whole page, with the doctype that keeps browsers in standards mode. */
export function page(c: AppContext, content: Child, status: ContentfulStatusCode = 200) {
  return c.html(html`<!doctype html>${inView(c, content)}`, status)
}

/** A part of a page for htmx: the same component that the page shows. */
export function fragment(c: AppContext, content: Child, status: ContentfulStatusCode = 200) {
  return c.html(inView(c, content), status)
}

function inView(c: AppContext, content: Child) {
  return <ViewContext.Provider value={viewOf(c)}>{content}</ViewContext.Provider>
}

export function isHtmx(c: AppContext): boolean {
  return c.req.header('HX-Request') === 'true'
}

/**
 * After a form: the browser goes on to the page that shows what came of it (303). An id out of an address may hold signs that no
 * header can.
 */
export function goTo(c: AppContext, path: string) {
  const address = path.replace(/[^!-~]/gu, encodeURIComponent)
  if (!isHtmx(c)) return c.redirect(address, 303)
  c.header('HX-Redirect', address)
  return c.body(null, 204)
}

function viewOf(c: AppContext): View {
  const words = c.get('words')
  const settings = c.get('settings')
  return {
    words,
    actor: c.get('actor') ?? null,
    // A path that begins with two slashes would be another site in a link.
    path: c.req.path.replace(/^\/+/, '/'),
    query: new URL(c.req.url).search,
    platformName: settings.platformName,
    timeZone: settings.timeZone,
    supportContact: settings.supportContact,
    registration: settings.registration,
    languages: settings.languages,
    hasMailbox: settings.mailTransport === 'mailbox' && c.env.MAILBOX !== undefined,
    closure: c.get('closure') ?? null,
    ...takeFlash(c),
  }
}
