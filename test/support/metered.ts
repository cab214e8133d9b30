import { env } from 'cloudflare:workers'
import { type Database, openDatabase } from '#src/db/client.ts'

/** What atomic batches asked of the database and what they cost; single reads are not counted. */
export type Meter = { batches: number; statements: number; rowsRead: number; rowsWritten: number }

/** The database of the test with a meter on its batches. */
export function meteredDatabase(): { db: Database; meter: Meter } {
  const meter: Meter = { batches: 0, statements: 0, rowsRead: 0, rowsWritten: 0 }
  const batch = async (statements: D1PreparedStatement[]) => {
    const results = await env.DB.batch(statements)
    meter.batches++
    meter.statements += results.length
    for (const { meta } of results) {
      meter.rowsRead += meta.rows_read
      meter.rowsWritten += meta.rows_written
    }
    return results
  }
  const d1 = new Proxy(env.DB, {
    get: (target, name) => (name === 'batch' ? batch : Reflect.get(target, name).bind(target)),
  })
  return { db: openDatabase(d1), meter }
}
