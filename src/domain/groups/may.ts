import type { Actor } from '#src/domain/users/user.ts'

export function maySeeGroups(actor: Actor): boolean {
  return actor.role === 'admin'
}

/** Create and rename groups, add and remove members. */
export function mayChangeGroups(actor: Actor): boolean {
  return actor.role === 'admin'
}
