import { raw } from 'hono/html'

// Conditional comments, which only Outlook for Windows reads; its engine is Word. They are constants of ours: nothing may be put
// into them (test/house/imports.test.ts).

/** Fonts that Word knows, and no scaling of pixels on dense screens. */
export const outlookHead = raw(`<!--[if mso]>
<noscript><xml><o:OfficeDocumentSettings><o:AllowPNG/><o:PixelsPerInch>96</o:PixelsPerInch></o:OfficeDocumentSettings></xml></noscript>
<style>table { border-collapse: collapse; } td, p, a, h1, div { font-family: "Segoe UI", Arial, sans-serif !important; } .code { font-family: Consolas, "Courier New", monospace !important; }</style>
<![endif]-->`)

/** Word ignores max-width, so a table of fixed width stands around the sheet. */
export const outlookSheetOpen = raw(
  '<!--[if mso]><table role="presentation" width="584" align="center" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->',
)
export const outlookSheetClose = raw('<!--[if mso]></td></tr></table><![endif]-->')
