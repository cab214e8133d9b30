import { DatabaseSync, type SQLInputValue } from 'node:sqlite'

/** As much of D1 as the domain uses, on a database of Node's own SQLite: its memory is not that of the worker. */
export function sqliteD1(onCall: () => void): D1Database {
  const database = new DatabaseSync(':memory:')
  const run = (sql: string, values: readonly unknown[], isArrays = false) => {
    onCall()
    const statement = database.prepare(sql)
    statement.setReturnArrays(isArrays)
    return statement.all(...values.map(toSql))
  }
  const bound = (sql: string, values: readonly unknown[]) => ({
    ...{ sql, values },
    bind: (...given: unknown[]) => bound(sql, given),
    all: async () => resultOf(run(sql, values)),
    run: async () => resultOf(run(sql, values)),
    raw: async () => run(sql, values, true),
    first: async () => run(sql, values)[0] ?? null,
  })
  const d1 = {
    prepare: (sql: string) => bound(sql, []),
    async batch(statements: ReturnType<typeof bound>[]) {
      database.exec('begin')
      const results = statements.map(({ sql, values }) => resultOf(run(sql, values)))
      database.exec('commit')
      return results
    },
    exec: async (sql: string) => database.exec(sql),
  }
  // -- what is missing here nobody calls
  return d1 as unknown as D1Database
}

function resultOf(results: unknown[]) {
  return { results, success: true, meta: {} }
}

function toSql(value: unknown): SQLInputValue {
  // -- Drizzle has made everything else of it before
  return typeof value === 'boolean' ? Number(value) : (value as SQLInputValue)
}
