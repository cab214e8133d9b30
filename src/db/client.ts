import { type DrizzleD1Database, drizzle } from 'drizzle-orm/d1'
import * as schema from './schema/index.ts'

export type Database = DrizzleD1Database<typeof schema>

/** Drizzle over a D1 binding. Only `db.batch([...])` is atomic: D1 has no interactive transactions. */
export function openDatabase(d1: D1Database): Database {
  return drizzle(d1, { schema, casing: 'snake_case' })
}
