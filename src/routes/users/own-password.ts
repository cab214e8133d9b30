import { proveOwnPassword } from '#src/domain/users/prove-own-password.ts'
import { actorOf } from '#src/http/actor.ts'
import type { AppContext } from '#src/http/context.ts'

/** Acts without proof; where that is not enough, once more with the own password of whoever asks, if it is right. */
export async function withOwnPassword<Outcome extends string>(
  c: AppContext,
  password: string,
  act: (isProven: boolean) => Promise<{ outcome: Outcome | 'unproven' }>,
): Promise<Outcome | 'wrong' | 'blocked'> {
  const { outcome } = await act(false)
  if (outcome !== 'unproven') return outcome
  const { db, keys, now } = c.var
  const proof = await proveOwnPassword(db, keys, actorOf(c), password, now)
  if (proof !== 'right') return proof
  const proven = (await act(true)).outcome
  return proven === 'unproven' ? 'wrong' : proven
}

/** What a form says of a password that does not prove who asks. */
export const ownPasswordErrors = {
  wrong: { password: { key: 'users.errors.password' } },
  blocked: { password: { key: 'users.errors.password_blocked' } },
} as const
