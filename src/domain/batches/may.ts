import type { Actor } from '#src/domain/users/user.ts'

/** Inviting people, by hand or by workbook, and following what became of it. */
export function mayInvite(actor: Actor): boolean {
  return actor.role === 'admin'
}

/** Promising the admin right; the review asks for it a second time. */
export function mayGrantAdmin(actor: Actor): boolean {
  return actor.role === 'admin'
}
