import { type SQL, sql } from 'drizzle-orm'

/** A few words of ours in parentheses, for `in`; lists that come from outside are bound as one (json-list.ts). */
export function textList(words: readonly string[]): SQL {
  return sql`(${sql.join(
    words.map((word) => sql`${word}`),
    sql`, `,
  )})`
}
