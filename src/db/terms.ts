import { type SQL, sql } from 'drizzle-orm'

/**
 * Questions to the full-text indexes (migration 0010, docs/data.md): texts in the language of FTS5. A part is such a text, or SQL
 * that makes one of what only the database knows. Each term stands in quotes, so nothing that was typed is an operator.
 */
export type Part = string | SQL

/**
 * A fact. It stands in the index behind a mark that no word has, so nothing that is typed is the beginning of one. The mark is as long as
 * the longest beginning that the index keeps, so that to those all facts of a row are one.
 */
export function fact(name: string): string {
  return term(`:::${name}`)
}

/** A word, exactly. */
export function term(text: string): string {
  return `"${text.replaceAll('"', '')}"`
}

/**
 * The term that a part asks for, where it is a single one, exactly; as the index keeps a fact. It keeps no accents: such a term it
 * names otherwise.
 */
export function termIn(part: Part): string | null {
  return typeof part === 'string' ? (/^"([^"\P{ASCII}]*)"$/u.exec(part)?.[1]?.toLowerCase() ?? null) : null
}

/** Every word that begins so. */
export function beginning(text: string): string {
  return `${term(text)}*`
}

/** Every fact that begins so. */
export function factBeginning(name: string): string {
  return `${fact(name)}*`
}

export function anyOf(parts: readonly string[]): string {
  return `(${parts.join(' OR ')})`
}

/** The question for what all parts find, as the right side of `match`. */
export function allOf(parts: readonly Part[]): SQL {
  const pieces = parts.map((part) => (typeof part === 'string' ? sql`${part}` : part))
  return sql.join(pieces, sql` || ' AND ' || `)
}
