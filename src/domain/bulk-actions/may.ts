import type { Actor, Role } from '#src/domain/users/user.ts'
import type { BulkAction, BulkKind } from './bulk-action.ts'

/** Acting on many invitations at once; `mayDoInBulk` decides about each kind. */
export function mayActInBulk(actor: Actor): boolean {
  return actor.role === 'admin' || actor.role === 'support'
}

/** What support may do to one invitation, it may do to many; the rest is for administrators. */
export function mayDoInBulk(actor: Actor, kind: BulkKind): boolean {
  return rolesFor(kind).includes(actor.role)
}

/** The same for statements that ask again while they work. */
export function rolesFor(kind: BulkKind): readonly Role[] {
  return kind === 'send_again' || kind === 'delete' ? ['admin', 'support'] : ['admin']
}

/** Drafts are for whoever made them; what was confirmed is also for administrators to see, and to stop. */
export function maySeeBulkAction(
  actor: Actor,
  { createdBy, confirmedAt }: Pick<BulkAction, 'createdBy' | 'confirmedAt'>,
): boolean {
  return createdBy === actor.id || (actor.role === 'admin' && confirmedAt !== null)
}
