import { type Database, openDatabase } from '#src/db/client.ts'
import { type Env, type Settings, settingsFrom } from '#src/env.ts'
import { type Keys, keysFrom } from '#src/keys.ts'

/** What a job works with. */
export type House = { env: Env; db: Database; keys: Keys; settings: Settings }

export function openHouse(env: Env): House {
  return { env, db: openDatabase(env.DB), keys: keysFrom(env.SECRET), settings: settingsFrom(env) }
}
