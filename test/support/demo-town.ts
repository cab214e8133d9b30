import { env } from 'cloudflare:workers'
import { buildTown } from '#scripts/demo/build-town.ts'
import { openDatabase } from '#src/db/client.ts'
import { settingsFrom } from '#src/env.ts'
import { keys } from './cast.ts'

export const townPassword = 'a lighthouse in the snow'

/** The demo town with so many people, in the given database. */
export function buildDemoTown(people: number, now = Date.now(), d1 = env.DB, say = (_: string) => {}) {
  const world = { db: openDatabase(d1), d1, keys, settings: settingsFrom(env), people, now, say }
  return buildTown(world, townPassword)
}
