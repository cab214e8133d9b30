import { createHmac, createSecretKey } from 'node:crypto'
import { access, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openDatabase } from '#src/db/client.ts'
import { settingsFrom } from '#src/env.ts'
import { type Keys, keysFrom } from '#src/keys.ts'
import { openPlatform } from '../local/house.ts'
import { migrate } from '../local/migrate.ts'
import { localSecret } from '../local/secret.ts'
import { buildTown } from './build-town.ts'

/**
 * Makes sure that the folder holds the demo town. Answers the password of its staff: another one in each folder, the same at each
 * start. What is not the demo town's is never touched; a town whose making broke off is made anew.
 */
export async function openDemo(state: string, port: number, people: number): Promise<string> {
  const [marker, database] = [join(state, 'demo.json'), join(state, 'v3')]
  await mkdir(state, { recursive: true })
  const secret = await localSecret(state)
  const password = passwordFrom(secret)
  const town: { people: number; isWhole: boolean } | null = await readFile(marker, 'utf8').then(
    JSON.parse,
    () => null,
  )
  if (town?.isWhole) {
    console.log(
      `The town of ${town.people.toLocaleString('en')} people is in ${state}; delete that folder for a new one.`,
    )
    return password
  }
  if (town) await rm(database, { recursive: true, force: true })
  else if (await isThere(database))
    throw new Error(`${state} holds a platform that is no demo town. Choose another folder: STATE=…`)
  await writeFile(marker, JSON.stringify({ people, isWhole: false }))
  await build({ state, secret, password, origin: `http://localhost:${port}`, people })
  await writeFile(marker, JSON.stringify({ people, isWhole: true }))
  return password
}

/** Nobody can guess it from outside, and nothing but the secret has to be kept for it. */
function passwordFrom(secret: string): string {
  const symbols = createHmac('sha256', secret).update('demo town').digest('hex')
  return symbols.slice(0, 16).replace(/.{4}(?=.)/g, '$&-')
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

type Place = { state: string; secret: string; password: string; origin: string; people: number }

async function build({ state, secret, password, origin, people }: Place): Promise<void> {
  const begun = Date.now()
  const say = (progress: string) =>
    console.log(`  ${((Date.now() - begun) / 1000).toFixed(1).padStart(5)} s  ${progress}`)
  console.log(`Making a town of ${people.toLocaleString('en')} people in ${state} …`)
  const platform = await openPlatform(state)
  try {
    const d1 = platform.env.DB
    await migrate(d1)
    const settings = settingsFrom({ ...platform.env, SECRET: secret, ORIGIN: origin })
    const world = {
      db: openDatabase(d1),
      d1,
      keys: quickKeys(secret),
      settings,
      people,
      now: Date.now(),
      say,
    }
    await buildTown(world, password)
  } finally {
    await platform.dispose()
  }
}

/** Node takes a key four times as fast when it need not find out what it is: hundreds of thousands of codes are made. */
function quickKeys(secret: string): Keys {
  const keys = keysFrom(secret)
  const quick = (key: Uint8Array) => createSecretKey(key) as unknown as Uint8Array // -- only ever handed to createHmac
  return { ...keys, code: quick(keys.code), codeMac: quick(keys.codeMac) }
}
