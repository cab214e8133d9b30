import { type SQL, sql } from 'drizzle-orm'

/** What any of these selects finds, each row once. */
export function union(selects: readonly SQL[]): SQL {
  return sql.join([...selects], sql` union `)
}
