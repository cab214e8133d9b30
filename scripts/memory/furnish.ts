import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from '#src/db/client.ts'
import { groups, users } from '#src/db/schema/index.ts'
import { type Env, type Settings, settingsFrom } from '#src/env.ts'

export const secret = 'a secret for measuring only, 0123456789abcdef'

/** The tables, an administrator, and the group that the list names. */
export async function furnish(d1: D1Database, db: Database): Promise<void> {
  const folder = join(import.meta.dirname, '../../migrations')
  for (const name of readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort())
    await d1.exec(readFileSync(join(folder, name), 'utf8'))
  const at = new Date(0)
  const ada = { firstName: 'Ada', lastName: 'Martin', locale: 'en', role: 'admin' as const }
  await db
    .insert(users)
    .values({ publicId: 'ada', email: 'ada@parvis.test', ...ada, createdAt: at, updatedAt: at })
  await db.insert(groups).values({ publicId: 'quartier', name: 'Quartier A', createdAt: 0 })
}

export function settingsOf(given: Partial<Env> = {}): Settings {
  const vars = { ORIGIN: 'https://parvis.test', PLATFORM_NAME: 'Parvis', MAIL_FROM: 'hello@parvis.test' }
  return settingsFrom({ ...vars, MAIL_TRANSPORT: 'mailbox', SECRET: secret, ...given } as Env) // -- bindings are not looked at
}

/** What the engine holds and what it holds outside its heap, in bytes; buffers are part of the latter. */
export function used(): number {
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}
