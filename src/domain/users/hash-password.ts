import { createHmac, randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import type { Keys } from '#src/keys.ts'

/**
 * OWASP's minimum for scrypt. N·r·p stays below 2^20, the most the Workers runtime allows; 32 MiB are needed, more
 * than Node's default limit.
 */
const cost = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 2 ** 20 }
const prefix = '$scrypt$ln=15,r=8,p=3$'
const hashBytes = 32

/** The stored form of a password: NFKC, peppered with HMAC, then scrypt (DESIGN 4), as a PHC-like string. */
export async function hashPassword(keys: Keys, password: string): Promise<string> {
  const salt = randomBytes(16)
  const hash = await stretch(keys, password, salt)
  return `${prefix}${salt.toString('base64url')}$${hash.toString('base64url')}`
}

export async function verifyPassword(keys: Keys, stored: string, password: string): Promise<boolean> {
  if (!stored.startsWith(prefix)) return false
  const [salt = '', hash = ''] = stored.slice(prefix.length).split('$')
  const expected = Buffer.from(hash, 'base64url')
  const found = await stretch(keys, password, Buffer.from(salt, 'base64url'))
  return expected.length === found.length && timingSafeEqual(expected, found)
}

function stretch(keys: Keys, password: string, salt: Uint8Array): Promise<Buffer> {
  const peppered = createHmac('sha256', keys.pepper).update(password.normalize('NFKC')).digest('base64')
  return new Promise((resolve, reject) => {
    scrypt(peppered, salt, hashBytes, cost, (error, hash) => (error ? reject(error) : resolve(hash)))
  })
}
