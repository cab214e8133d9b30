import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import { type Auth, createAuth } from '#src/auth.ts'
import { type Database, openDatabase } from '#src/db/client.ts'
import { type MailClosure, readSettings } from '#src/domain/settings/read-settings.ts'
import type { Actor } from '#src/domain/users/user.ts'
import { type Env, type Settings, settingsFrom } from '#src/env.ts'
import { type Keys, keysFrom } from '#src/keys.ts'
import type { Words } from '#views/words/index.ts'

export type App = {
  Bindings: Env
  Variables: {
    /** The instant of this request, in ms since 1970. */
    now: number
    db: Database
    keys: Keys
    settings: Settings
    /** Why no mail leaves at the moment, if so. */
    closure: MailClosure | null
    auth: Auth
    /** Who is signed in, or null for a visitor. */
    actor: Actor | null
    words: Words
    /** What this answer may do in a browser, where that is something else than a page may. */
    policy?: string
  }
}

export type AppContext = Context<App>

/** Puts the house's parts into the request: clock, database, keys, settings, accounts. */
export const provideHouse = createMiddleware<App>(async function provideHouse(c, next) {
  const keys = keysFrom(c.env.SECRET)
  const db = openDatabase(c.env.DB)
  const { settings, closure } = await readSettings(db, settingsFrom(c.env))
  c.set('now', Date.now())
  c.set('settings', settings)
  c.set('closure', closure)
  c.set('keys', keys)
  c.set('db', db)
  c.set('auth', createAuth(db, keys, settings))
  await next()
})
