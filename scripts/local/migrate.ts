import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { unstable_splitSqlQuery as splitSql } from 'wrangler'
import { root } from './environment.ts'

/** Applies what is new in migrations/, and keeps count in the table that `wrangler d1 migrations` keeps count in. */
export async function migrate(d1: D1Database) {
  await d1.exec(
    'create table if not exists d1_migrations (id integer primary key autoincrement, name text unique, applied_at timestamp default current_timestamp not null)',
  )
  const { results } = await d1.prepare('select name from d1_migrations').all<{ name: string }>()
  const applied = new Set(results.map(({ name }) => name))
  const folder = join(root, 'migrations')
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql') && !applied.has(name)).sort()
  for (const name of names) {
    const statements = splitSql(await readFile(join(folder, name), 'utf8'))
    const count = d1.prepare('insert into d1_migrations (name) values (?)').bind(name)
    await d1.batch([...statements.map((statement) => d1.prepare(statement)), count])
  }
}
