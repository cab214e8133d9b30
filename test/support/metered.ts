import { env } from 'cloudflare:workers'
import { type Database, openDatabase } from '#src/db/client.ts'

/** What was asked of the database and what it cost: calls (round trips), and the statements in them. */
export type Meter = { calls: number; statements: number; rowsRead: number; rowsWritten: number }

const ways = ['all', 'run', 'raw', 'first'] as const

/** The database of the test with a meter on it. Of single reads that drizzle builds, which ask for bare rows, only the call and the statement are counted. */
export function meteredDatabase(): { db: Database; meter: Meter } {
  const meter: Meter = { calls: 0, statements: 0, rowsRead: 0, rowsWritten: 0 }
  const batch = async (statements: D1PreparedStatement[]) => {
    const results = await env.DB.batch(statements)
    meter.calls++
    meter.statements += results.length
    for (const result of results) count(result, meter)
    return results
  }
  const prepare = (query: string) => metered(env.DB.prepare(query), meter)
  const d1 = new Proxy(env.DB, {
    get: (target, name) => {
      if (name === 'batch') return batch
      return name === 'prepare' ? prepare : Reflect.get(target, name).bind(target)
    },
  })
  return { db: openDatabase(d1), meter }
}

function count({ meta }: D1Result, meter: Meter) {
  meter.rowsRead += meta.rows_read
  meter.rowsWritten += meta.rows_written
}

/** The statement itself, since a batch takes no other, with counting ways of running it alone. */
function metered(statement: D1PreparedStatement, meter: Meter): D1PreparedStatement {
  const bind = statement.bind.bind(statement)
  for (const way of ways) {
    const original = statement[way].bind(statement) as (...given: unknown[]) => unknown // -- called with what it is given
    Object.defineProperty(statement, way, {
      value: async (...given: unknown[]) => {
        meter.calls++
        meter.statements++
        const result = await original(...given)
        if (way === 'all' || way === 'run') count(result as D1Result, meter) // -- these two answer with it
        return result
      },
    })
  }
  return Object.defineProperty(statement, 'bind', {
    value: (...values: unknown[]) => metered(bind(...values), meter),
  })
}
