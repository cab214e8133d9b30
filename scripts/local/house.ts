import { join } from 'node:path'
import { getPlatformProxy } from 'wrangler'
import { openDatabase } from '#src/db/client.ts'
import { deriveCode } from '#src/domain/codes/code.ts'
import { inviteFirstAdministrator } from '#src/domain/invitations/invite-first-administrator.ts'
import { type Env, type Settings, settingsFrom } from '#src/env.ts'
import { keysFrom } from '#src/keys.ts'
import { paths } from '#src/paths.ts'
import { offline, root } from './environment.ts'
import type { MailVariables } from './mail.ts'
import { migrate } from './migrate.ts'

type House = { state: string; secret: string; origin: string; mail: MailVariables }

/** Brings the local database up to date. Answers the first administrator's link, or null once there is one. */
export async function openHouse({ state, secret, origin, mail }: House): Promise<string | null> {
  const platform = await openPlatform(state)
  try {
    await migrate(platform.env.DB)
    const code = await firstCode({ ...platform.env, ...mail, SECRET: secret, ORIGIN: origin })
    return code && origin + paths.code(code)
  } finally {
    await platform.dispose()
  }
}

/** The bindings of the worker, in Node. */
export function openPlatform(state: string) {
  Object.assign(process.env, offline(state))
  return getPlatformProxy<Env>({
    configPath: join(root, 'wrangler.toml'),
    envFiles: [],
    persist: { path: join(state, 'v3') },
    remoteBindings: false,
  })
}

async function firstCode(env: Env): Promise<string | null> {
  const settings = readSettings(env)
  const keys = keysFrom(env.SECRET)
  const person = { address: settings.firstAdmin ?? 'admin@parvis.example', locale: settings.defaultLanguage }
  const invited = await inviteFirstAdministrator(openDatabase(env.DB), keys, person, settings, Date.now())
  return invited && deriveCode(keys, invited.publicId, invited.generation)
}

/** The error of the schema carries all that it looked at, the secret too: only its sentence may be printed. */
function readSettings(env: Env): Settings {
  try {
    return settingsFrom(env)
  } catch (error) {
    throw new Error(error instanceof Error ? error.message : 'The settings are wrong')
  }
}
