/**
 * A name as its owner typed it, without what could deceive a reader: control characters become spaces, invisible marks
 * and those that turn the direction of writing disappear. Markup stays: pages escape it. Joiners stay: Persian and Hindi
 * names need them.
 */
export function cleanName(given: string): string {
  return given
    .normalize('NFC')
    .replace(/(?![\u200c\u200d])[\p{Cf}\p{Cs}]/gu, '')
    .replace(/[\p{Cc}\p{Z}]+/gu, ' ')
    .trim()
}
