import { recordEvent } from '#src/domain/events/event.ts'
import { forgetSignInFailures } from '#src/domain/users/sign-in-attempts.ts'
import type { Actor } from '#src/domain/users/user.ts'
import type { AppContext } from './context.ts'

/** Whose password the token of a mailed link may set, or null when it is spent, expired or invented, or the account deactivated. */
export async function ownerOfReset(c: AppContext, token: string): Promise<ResetOwner | null> {
  const { internalAdapter } = await c.get('auth').$context
  const proof = await internalAdapter.findVerificationValue(`reset-password:${token}`)
  if (!proof || proof.expiresAt.getTime() <= c.get('now')) return null
  const user = (await internalAdapter.findUserById(proof.value)) as FoundOwner | null // -- the adapter returns the fields declared in auth.ts without typing them
  return user?.deactivatedAt == null ? user : null
}

type ResetOwner = Pick<Actor, 'publicId' | 'email' | 'firstName' | 'lastName'>
type FoundOwner = ResetOwner & { deactivatedAt?: number | null }

/**
 * Sets the password, ends every session of the person and lets them sign in at once, however often they had tried. Of
 * two uses of one token the second is refused.
 */
export async function resetPassword(
  c: AppContext,
  token: string,
  { publicId, email }: ResetOwner,
  newPassword: string,
): Promise<boolean> {
  const answer = await c.get('auth').api.resetPassword({ body: { newPassword, token }, asResponse: true })
  if (answer.status >= 500) throw new Error(`Better Auth answered ${answer.status} to a password reset`)
  if (!answer.ok) return false
  const [db, at] = [c.get('db'), c.get('now')]
  const event = {
    at,
    actorId: null,
    action: 'password_reset',
    subjectType: 'user',
    subjectId: publicId,
  } as const
  await Promise.all([forgetSignInFailures(db, email), recordEvent(db, event)])
  return true
}
