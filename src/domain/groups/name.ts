/** Characters that turn or hide text: bidirectional controls, zero-width spaces, the byte order mark. */
const hidden = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu

/** A name as it is stored: one line, blanks made one, nothing that turns or hides text. */
export function cleanName(given: string): string {
  return cleanText(given).replace(/\s+/gu, ' ').trim()
}

/** The same for text of several lines. */
export function cleanText(given: string): string {
  return given
    .toWellFormed()
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

/** Puts named things in the reader's alphabetical order and marks those that share a name, case and accents ignored. */
export function orderByName<Thing extends { name: string }>(
  things: readonly Thing[],
  language: string,
): (Thing & { isNameShared: boolean })[] {
  const counts = Map.groupBy(things, (thing) => fold(thing.name))
  const { compare } = new Intl.Collator(language, { numeric: true })
  return things
    .toSorted((a, b) => compare(a.name, b.name))
    .map((thing) => ({ ...thing, isNameShared: (counts.get(fold(thing.name))?.length ?? 0) > 1 }))
}

function fold(name: string): string {
  return name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
