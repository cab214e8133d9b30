import type { Actor } from '#src/domain/users/user.ts'

export function maySeeProjects(actor: Actor): boolean {
  return actor.role === 'admin'
}

/** Create and describe projects, add and remove their managers. */
export function mayChangeProjects(actor: Actor): boolean {
  return actor.role === 'admin'
}
