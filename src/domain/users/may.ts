import { type Actor, type Role, roles } from './user.ts'

/** Administrators and support staff see the panel; what they find in it depends on their role. */
export function maySeePanel(actor: Actor): boolean {
  return actor.role === 'admin' || actor.role === 'support'
}

/** Support staff may read the list of people to help them; only administrators change anything in it. */
export function maySeeUsers(actor: Actor): boolean {
  return actor.role === 'admin' || actor.role === 'support'
}

/** A list that leaves the house is out of its hands. */
export function mayExportUsers(actor: Actor): boolean {
  return actor.role === 'admin'
}

export function mayChangeRole(actor: Actor): boolean {
  return actor.role === 'admin'
}

/** Whether someone can sign in, and whether anything about them is kept. */
export function mayCloseAccounts(actor: Actor): boolean {
  return actor.role === 'admin'
}

/** The roles someone may give to others. */
export function rolesToGive(actor: Actor): readonly Role[] {
  return mayChangeRole(actor) ? roles : []
}

/** The first page of the panel tells of batches, groups and projects, which are the administrators' own. */
export function maySeeOverview(actor: Actor): boolean {
  return actor.role === 'admin'
}

/** Everybody chooses the language of their own account. */
export function mayChangeOwnLanguage(_actor: Actor): boolean {
  return true
}
