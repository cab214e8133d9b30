/** Marks that hide or turn text, and halves of symbols. Joiners stay: Persian and Hindi names need them, emoji too. */
const hidden = /(?![\u200c\u200d])[\p{Cf}\p{Cs}]/gu

/** A text of one line, such as a name: blanks made one, nothing that hides or turns text. Markup stays: pages escape it. */
export function cleanLine(given: string): string {
  return cleanText(given).replace(/\s+/gu, ' ').trim()
}

/** The same for text of several lines. */
export function cleanText(given: string): string {
  return given
    .normalize('NFC')
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(hidden, '')
    .replace(/(?!\n)\p{Cc}/gu, ' ')
    .trim()
}

/** How long a text is to a person who counts characters. */
export function lengthOf(text: string): number {
  return Array.from(text).length
}
