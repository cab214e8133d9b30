import { env } from 'cloudflare:workers'
import { type Database, openDatabase } from '#src/db/client.ts'

/** Each statement that a piece of work prepares, once. */
export async function statementsOf(work: (given: Database) => Promise<unknown>): Promise<Set<string>> {
  const asked = new Set<string>()
  const watched = new Proxy(env.DB, {
    get(target, key) {
      if (key === 'prepare') return (query: string) => target.prepare(asked.add(query) && query)
      const value = Reflect.get(target, key)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  await work(openDatabase(watched))
  return asked
}

/** The steps of the statements' plans that read a whole table or index, but for those that are meant to; with the statement. */
export async function scansIn(
  statements: Iterable<string>,
  isMeant: (scan: string, statement: string) => boolean,
): Promise<string[]> {
  const scans: string[] = []
  for (const statement of statements) {
    const values = Array.from(statement.matchAll(/\?/g), () => null)
    const plan = await env.DB.prepare(`explain query plan ${statement}`)
      .bind(...values)
      .all<{ detail: string }>()
    const found = plan.results.map(({ detail }) => detail).filter((detail) => /^SCAN/.test(detail))
    scans.push(...found.filter((scan) => !isMeant(scan, statement)).map((scan) => `${scan}: ${statement}`))
  }
  return scans
}
