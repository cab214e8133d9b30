import { type SQL, sql } from 'drizzle-orm'

/**
 * A list as a table, bound as one parameter: `select value from ${jsonList(ids)}`, or `value ->> 'email'` for objects.
 * D1 allows 100 parameters and 2 MB per statement, so callers keep a list below about a megabyte.
 */
export function jsonList(list: readonly unknown[]): SQL {
  return sql`json_each(${JSON.stringify(list)})`
}
