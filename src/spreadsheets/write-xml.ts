import { cellTextMax } from './sheet.ts'

export const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

/** Signs that XML does not allow. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: -- these signs are what is looked for
const impossible = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g
const special = /[&<>"]/g
const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
/** Nothing that needs a second look: most texts. */
const plain = /^[ !#-%'-;=?-^`-~]*$/

/** A text as it may stand between tags and in attributes. */
export function xmlText(text: string): string {
  const whole = text.toWellFormed().replace(impossible, '')
  return whole.replace(special, (sign) => escapes[sign] ?? sign)
}

/** The text of a cell: never longer than a cell may be, and no `_x0041_` of it taken for an escape by Excel. */
export function cellXmlText(text: string): string {
  if (text.length <= cellTextMax && plain.test(text)) return text
  return xmlText(text.slice(0, cellTextMax).replace(/_(?=x[\dA-Fa-f]{4}_)/g, '_x005F_'))
}
