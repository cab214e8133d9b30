type Named = { name: string }

/** Puts named things in the reader's alphabetical order. */
export function sortByName<Thing extends Named>(things: readonly Thing[], language: string): Thing[] {
  const { compare } = new Intl.Collator(language, { numeric: true })
  return things.toSorted((a, b) => compare(a.name, b.name))
}
