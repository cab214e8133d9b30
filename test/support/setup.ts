import { applyD1Migrations, reset } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeEach } from 'vitest'

/** Every test begins with an empty, migrated database and empty queues. */
beforeEach(async () => {
  do await reset()
  while (await isInUse())
  await applyD1Migrations(env.DB, env.TEST_MIGRATIONS)
})

/** As a new file begins, the first reset sometimes leaves the last file's database; the next one empties it. */
function isInUse(): Promise<number | null> {
  return env.DB.prepare(`select 1 as used from sqlite_master where name = 'users'`).first('used')
}
