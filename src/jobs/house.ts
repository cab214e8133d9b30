import { type Database, openDatabase } from '#src/db/client.ts'
import { type MailClosure, readSettings } from '#src/domain/settings/read-settings.ts'
import { type Env, type Settings, settingsFrom } from '#src/env.ts'
import { type Keys, keysFrom } from '#src/keys.ts'

/** What a job works with. */
export type House = { env: Env; db: Database; keys: Keys; settings: Settings; closure: MailClosure | null }

export async function openHouse(env: Env): Promise<House> {
  const db = openDatabase(env.DB)
  const { settings, closure } = await readSettings(db, settingsFrom(env))
  return { env, db, keys: keysFrom(env.SECRET), settings, closure }
}
