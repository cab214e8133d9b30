import type { Actor } from '#src/domain/users/user.ts'
import type { AppContext } from './context.ts'

/** Whose password the token of a mailed link may set, or null when it is spent, expired or invented. */
export async function ownerOfReset(c: AppContext, token: string): Promise<ResetOwner | null> {
  const { internalAdapter } = await c.get('auth').$context
  const proof = await internalAdapter.findVerificationValue(`reset-password:${token}`)
  if (!proof || proof.expiresAt.getTime() <= c.get('now')) return null
  const user = await internalAdapter.findUserById(proof.value)
  return user as ResetOwner | null // -- the adapter returns the fields declared in auth.ts without typing them
}

type ResetOwner = Pick<Actor, 'publicId' | 'email' | 'firstName' | 'lastName'>

/** Sets the password and ends every session of the person. Of two uses of one token the second is refused. */
export async function resetPassword(c: AppContext, token: string, newPassword: string): Promise<boolean> {
  const answer = await c.get('auth').api.resetPassword({ body: { newPassword, token }, asResponse: true })
  if (answer.status >= 500) throw new Error(`Better Auth answered ${answer.status} to a password reset`)
  return answer.ok
}
