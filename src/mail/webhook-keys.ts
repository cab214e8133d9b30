import type { MailChannelsAccount } from '#src/env.ts'
import { signingKey } from './webhooks.ts'

const hourMs = 60 * 60 * 1000
const minuteMs = 60 * 1000

/** How long a key is believed to be in force, and how long one that the provider does not know is not asked for again. */
const knownMs = hourMs
const unknownMs = 10 * minuteMs
/** Most questions in a minute that lead to no key, so that made-up names do not keep us asking. */
const vainMax = 10
const keptMax = 100

type Kept = { publicKey: string | undefined; until: number }

/** Of this instance of the worker: it begins with none, and asks again. */
const kept = new Map<string, Kept>()
const vain = { minute: 0, count: 0 }

/** The public key that the provider signs with under this name; undefined when there is none, or nobody can say. */
export async function findSigningKey(
  account: MailChannelsAccount,
  keyId: string,
  now: number,
): Promise<string | undefined> {
  if (!/^[\w.:-]{1,100}$/.test(keyId)) return undefined
  const name = `${account.baseUrl} ${keyId}`
  const found = kept.get(name)
  if ((found && found.until > now) || isTooMuch(now)) return found?.publicKey
  const answer = await signingKey(account, keyId)
  if (answer.outcome !== 'found') vain.count++
  // Where nobody answers, the key that was in force is better than none.
  if (answer.outcome === 'unanswered') return found?.publicKey
  return keep(name, answer.outcome === 'found' ? answer.publicKey : undefined, now)
}

function isTooMuch(now: number): boolean {
  const minute = Math.floor(now / minuteMs)
  if (vain.minute !== minute) Object.assign(vain, { minute, count: 0 })
  return vain.count >= vainMax
}

function keep(name: string, publicKey: string | undefined, now: number): string | undefined {
  const oldest = kept.keys().next().value
  if (kept.size >= keptMax && oldest !== undefined) kept.delete(oldest)
  kept.set(name, { publicKey, until: now + (publicKey === undefined ? unknownMs : knownMs) })
  return publicKey
}
