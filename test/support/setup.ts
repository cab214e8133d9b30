import { applyD1Migrations } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeAll, beforeEach } from 'vitest'
import { emptyMailbox } from './mailbox.ts'

beforeAll(() => applyD1Migrations(env.DB, env.TEST_MIGRATIONS))

/**
 * Every test begins with an empty, migrated database and an empty mailbox. Rows are deleted instead of resetting the
 * runtime, so that ids never come again: a queue message that a test left behind finds nothing to work on.
 */
beforeEach(async () => {
  await env.DB.batch([
    env.DB.prepare('pragma defer_foreign_keys = on'),
    ...(await tables()).map((name) => env.DB.prepare(`delete from ${name}`)),
  ])
  await emptyMailbox()
})

async function tables(): Promise<string[]> {
  const { results } = await env.DB.prepare(
    `select name from pragma_table_list where schema = 'main' and type = 'table' and name not like 'sqlite_%'
      and name not like '_cf_%' and name not like 'd1_%'`,
  ).all<{ name: string }>()
  return results.map(({ name }) => name)
}
