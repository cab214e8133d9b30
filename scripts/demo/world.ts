import type { Database } from '#src/db/client.ts'
import type { Grant } from '#src/domain/grants/grant.ts'
import type { Actor } from '#src/domain/users/user.ts'
import type { Settings } from '#src/env.ts'
import type { Keys } from '#src/keys.ts'

/** What a town is built with. */
export type World = {
  db: Database
  d1: D1Database
  keys: Keys
  settings: Settings
  /** How many people have an account in the end. */
  people: number
  now: number
  say: (progress: string) => void
}

/** What stands before the first list is invited: who works here, and the groups and projects, by their inner ids. */
export type Founded = {
  admins: Actor[]
  supporters: Actor[]
  quarters: number[]
  circles: number[]
  projects: number[]
  /** What a grant promises. */
  promises: Map<number, Grant>
  grantIdOf: (grant: Grant) => number
}

/** From then on the town is lived in; before it, it is founded. */
export const foundedDaysAgo = 362
