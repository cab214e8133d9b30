import { type SQL, sql } from 'drizzle-orm'

/**
 * Questions to the full-text indexes (migration 0006, docs/data.md): texts in the language of FTS5. A part is such a text, or SQL
 * that makes one of what only the database knows. Each term stands in quotes, so nothing that was typed is an operator.
 */
export type Part = string | SQL

/** Most characters and words of a search; what is typed beyond them is left out. */
const typedMax = 100
const wordsMax = 8

/**
 * A word as the tokenizer of the indexes knows it (unicode61): letters and digits, and of the marks only the accents that it ignores. At
 * other signs it cuts, vowels of Thai or Hindi among them; and what it cuts within quotes is a phrase, which such an index refuses.
 */
const word =
  /[[\p{L}\p{N}]--[\u19b0-\u19c0\u19c8\u19c9\u1cf2\u1cf3]][[\p{L}\p{N}\u0300-\u0304\u0306-\u030c\u030f\u0311\u031b\u0323-\u0328\u032d\u032e\u0330\u0331]--[\u19b0-\u19c0\u19c8\u19c9\u1cf2\u1cf3]]*/gv

/** A fact, or a word, exactly. */
export function term(text: string): string {
  return `"${text.replaceAll('"', '')}"`
}

/** The term that a part asks for, where it is a single one, exactly; as the index keeps a fact. */
export function termIn(part: Part): string | null {
  return typeof part === 'string' ? (/^"([^"]*)"$/.exec(part)?.[1]?.toLowerCase() ?? null) : null
}

/** Every term that begins so. */
export function beginning(text: string): string {
  return `${term(text)}*`
}

export function anyOf(parts: readonly string[]): string {
  return `(${parts.join(' OR ')})`
}

/** The question for what all parts find, as the right side of `match`. */
export function allOf(parts: readonly Part[]): SQL {
  const pieces = parts.map((part) => (typeof part === 'string' ? sql`${part}` : part))
  return sql.join(pieces, sql` || ' AND ' || `)
}

/**
 * Words of a search, each the beginning of a word that is looked for; accents and case are the index's to ignore. Null where
 * something was typed that has no letter and no digit, which nothing contains. An empty list where nothing was typed.
 */
export function wordsTyped(typed: string): string[] | null {
  const text = Array.from(typed.toWellFormed().normalize('NFC').trim()).slice(0, typedMax).join('')
  const words = [...text.matchAll(word)]
  if (text !== '' && words.length === 0) return null
  return words
    .slice(0, wordsMax)
    .map(({ 0: found, index }) =>
      isWhole(text.slice(0, index), text.slice(index + found.length)) ? term(found) : beginning(found),
    )
}

/**
 * Of an address, all words from the one before the @ on are typed to their ends, but for the last. The beginning of `example`
 * or `org` would cost as much as all who have one.
 */
function isWhole(before: string, after: string): boolean {
  return after.startsWith('@') || (/@\S*$/.test(before) && /^\S/.test(after))
}
