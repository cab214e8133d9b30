import type { SQL } from 'drizzle-orm'
import { type DrizzleD1Database, drizzle } from 'drizzle-orm/d1'
import type { SQLiteRaw } from 'drizzle-orm/sqlite-core/query-builders/raw'
import * as schema from './schema/index.ts'

export type Database = DrizzleD1Database<typeof schema>

/** Drizzle over a D1 binding. Only `db.batch([...])` is atomic: D1 has no interactive transactions. */
export function openDatabase(d1: D1Database): Database {
  const db = drizzle(d1, { schema, casing: 'snake_case' })
  for (const way of ['run', 'all', 'get', 'values'] as const) letStandInBatch(db, d1, way)
  return db
}

/**
 * Drizzle's batch() takes the D1 statement of each query and binds its parameters to it, but the queries of
 * db.run(sql`…`) and its siblings carry none (drizzle-orm 0.45.4): they are given one.
 */
function letStandInBatch(db: Database, d1: D1Database, way: 'run' | 'all' | 'get' | 'values') {
  const original: (query: SQL) => SQLiteRaw<unknown> = db[way].bind(db)
  const batchable = (query: SQL) => {
    const raw = original(query)
    return Object.defineProperty(raw, 'stmt', { get: () => d1.prepare(raw.getQuery().sql) })
  }
  Object.assign(db, { [way]: batchable })
}
