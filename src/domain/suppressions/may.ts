import type { Actor } from '#src/domain/users/user.ts'

/** Support helps who never got the mail, so they see why. */
export function maySeeSuppressions(actor: Actor): boolean {
  return actor.role === 'admin' || actor.role === 'support'
}

/** Writing again to somebody who said no is for an administrator to decide. */
export function mayLiftSuppressions(actor: Actor): boolean {
  return actor.role === 'admin'
}
