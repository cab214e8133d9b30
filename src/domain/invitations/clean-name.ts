/**
 * A name as its owner typed it, without what could deceive a reader: control characters become spaces, marks that turn
 * the direction of writing disappear. Markup stays: pages escape it. Joiners stay: Persian and Hindi names need them.
 */
export function cleanName(given: string): string {
  return given
    .normalize('NFC')
    .replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
}
