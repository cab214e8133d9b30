/** What a page asked of the database. */
export type PageMeter = { statements: number; rowsRead: number }

const ways = ['all', 'run', 'raw', 'first'] as const

/** A database that counts every statement and the rows it read. A bare read tells nothing of that, so it is done once more. */
export function pageMeter(d1: D1Database): { d1: D1Database; meter: PageMeter } {
  const meter = { statements: 0, rowsRead: 0 }
  const count = ({ meta }: D1Result) => {
    meter.statements++
    meter.rowsRead += meta.rows_read
  }
  const batch = async (statements: D1PreparedStatement[]) => {
    const results = await d1.batch(statements)
    for (const result of results) count(result)
    return results
  }
  const prepare = (query: string) => metered(d1.prepare(query), count)
  const watched = new Proxy(d1, {
    get: (target, name) => {
      if (name === 'batch') return batch
      return name === 'prepare' ? prepare : Reflect.get(target, name).bind(target)
    },
  })
  return { d1: watched, meter }
}

/** The statement itself, since a batch takes no other. */
function metered(statement: D1PreparedStatement, count: (result: D1Result) => void): D1PreparedStatement {
  const bind = statement.bind.bind(statement)
  const all = statement.all.bind(statement)
  for (const way of ways) {
    const original = statement[way].bind(statement) as (...given: unknown[]) => Promise<unknown> // -- called with what it is given
    Object.defineProperty(statement, way, {
      value: async (...given: unknown[]) => {
        const result = await original(...given)
        count(way === 'all' || way === 'run' ? (result as D1Result) : await all()) // -- these two answer with it
        return result
      },
    })
  }
  return Object.defineProperty(statement, 'bind', {
    value: (...values: unknown[]) => metered(bind(...values), count),
  })
}
