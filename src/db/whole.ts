import { type SQL, sql } from 'drizzle-orm'

/**
 * A whole number to compare the key of a full-text index with. D1 binds every number as a real one, at which FTS5 does not stop
 * reading: what lies beyond is left out only after it was read.
 */
export function whole(number: number): SQL {
  return sql`cast(${number} as integer)`
}
