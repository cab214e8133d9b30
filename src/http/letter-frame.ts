import type { AppContext } from './context.ts'

/**
 * What the HTML of a letter may do in its frame. It needs styles in its lines, which no page of ours may have; nothing in it can
 * run, and links open outside.
 */
export const framePolicy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
  'sandbox allow-popups allow-popups-to-escape-sandbox',
].join('; ')

/** Answers with the HTML of a letter alone, for the frame on its page. */
export function letterFrame(c: AppContext, html: string) {
  c.set('policy', framePolicy)
  return c.html(html.replace('<head>', '<head><base target="_blank"/>'))
}
