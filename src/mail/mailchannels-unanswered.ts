import type { Heard } from './mailchannels-client.ts'

/**
 * Why the provider did not say what it was asked.
 * - `off`: this platform writes to its local mailbox; there is no provider to ask.
 * - `forbidden`: it refuses the key.
 * - `too_many`: it was asked too often.
 * - `provider`: it has an error of its own, or answers what nobody understands.
 * - `unreachable`: no answer came in time.
 */
export type Silence = 'off' | 'forbidden' | 'too_many' | 'provider' | 'unreachable'

export type Unanswered = { outcome: 'unanswered'; why: Silence }

export function unanswered(why: Silence): Unanswered {
  return { outcome: 'unanswered', why }
}

export function silenceOf({ status }: Heard): Unanswered {
  if (status === undefined) return unanswered('unreachable')
  if (status === 401 || status === 403) return unanswered('forbidden')
  return unanswered(status === 429 ? 'too_many' : 'provider')
}
