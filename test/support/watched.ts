/** A database on which everything that is asked is noted, with the values it was asked with. */
export function watchedDatabase(d1: D1Database): { d1: D1Database; asked: Map<string, unknown[]> } {
  const asked = new Map<string, unknown[]>()
  const prepare = (query: string) => watch(d1.prepare(query), query, asked)
  const watched = new Proxy(d1, {
    get: (target, name) => (name === 'prepare' ? prepare : Reflect.get(target, name).bind(target)),
  })
  return { d1: watched, asked }
}

/** The statement itself, since a batch takes no other. */
function watch(statement: D1PreparedStatement, query: string, asked: Map<string, unknown[]>) {
  asked.set(query, asked.get(query) ?? [])
  const bind = statement.bind.bind(statement)
  return Object.defineProperty(statement, 'bind', {
    value: (...values: unknown[]) => {
      asked.set(query, values)
      return bind(...values)
    },
  })
}
