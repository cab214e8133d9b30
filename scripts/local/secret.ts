import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The file that wrangler reads the local secret from. */
export function secretFile(state: string): string {
  return join(state, 'secrets.env')
}

/** The secret of this machine's Parvis: made once, kept beside its data, readable by its owner only. */
export async function localSecret(state: string): Promise<string> {
  const file = secretFile(state)
  const fresh = `SECRET=${randomBytes(32).toString('hex')}\n`
  await writeFile(file, fresh, { flag: 'wx', mode: 0o600 }).catch(keepExisting)
  const secret = /^SECRET=(.+)$/m.exec(await readFile(file, 'utf8'))?.[1]
  if (!secret) throw new Error(`${file} holds no SECRET. Delete it to have a new one made.`)
  return secret
}

function keepExisting(error: NodeJS.ErrnoException) {
  if (error.code !== 'EEXIST') throw error
}
