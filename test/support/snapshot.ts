import { env } from 'cloudflare:workers'

/** The database as it is now, to go back to as often as needed. */
export async function takeSnapshot() {
  const { results } = await env.DB.prepare(
    `select name from pragma_table_list where schema = 'main' and type = 'table' and name not like 'sqlite_%'
      and name not like '_cf_%' and name not like 'd1_%' and name not like 'kept_%' order by name = 'invitations'`,
  ).all<{ name: string }>()
  // Invitations last: what triggers keep in them would be kept again when mails and stops come back.
  const tables = results.map(({ name }) => name)
  const restoring = await Promise.all(tables.map(insertBack))
  await run(
    tables.flatMap((name) => [
      `drop table if exists kept_${name}`,
      `create table kept_${name} as select * from ${name}`,
    ]),
  )
  return {
    restore: () =>
      run(['pragma defer_foreign_keys = on', ...tables.map((name) => `delete from ${name}`), ...restoring]),
    drop: () => run(tables.map((name) => `drop table kept_${name}`)),
  }
}

/** Generated columns cannot be written. */
async function insertBack(table: string): Promise<string> {
  const { results } = await env.DB.prepare(`pragma table_info(${table})`).all<{ name: string }>()
  const columns = results.map(({ name }) => `"${name}"`).join()
  return `insert into ${table} (${columns}) select ${columns} from kept_${table}`
}

async function run(statements: string[]): Promise<void> {
  await env.DB.batch(statements.map((statement) => env.DB.prepare(statement)))
}
