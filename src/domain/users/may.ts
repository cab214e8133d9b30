import type { Actor } from './user.ts'

/** Administrators and support staff see the panel; what they find in it depends on their role. */
export function maySeePanel(actor: Actor): boolean {
  return actor.role === 'admin' || actor.role === 'support'
}

/** Support staff may read the list of people to help them; only administrators change anything in it. */
export function maySeeUsers(actor: Actor): boolean {
  return actor.role === 'admin' || actor.role === 'support'
}

export function mayChangeRole(actor: Actor): boolean {
  return actor.role === 'admin'
}

/** The first page of the panel tells of batches, groups and projects, which are the administrators' own. */
export function maySeeOverview(actor: Actor): boolean {
  return actor.role === 'admin'
}
